/** Something the person at the keyboard can mend: a plain sentence in both languages, never a stack trace. */
export class PostgresProblem extends Error {
  readonly code: string;
  readonly en: string;
  readonly zh: string;

  constructor(code: string, en: string, zh: string) {
    super(en);
    this.name = 'PostgresProblem';
    this.code = code;
    this.en = en;
    this.zh = zh;
  }
}

const INSTEAD_EN =
  'Set REGULARS_DATABASE_URL to a PostgreSQL server (version 15 or newer) instead.';
const INSTEAD_ZH = '请改用 PostgreSQL 服务器（15 或更新版本）：设置 REGULARS_DATABASE_URL。';

/** The built-in engine cannot run here; a server by URL always can. */
export function noEngineHere(code: string, en: string, zh: string): PostgresProblem {
  return new PostgresProblem(code, `${en} ${INSTEAD_EN}`, `${zh}${INSTEAD_ZH}`);
}
