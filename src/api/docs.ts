import { sentence, TEXTS, type Language } from '../kernel/index.ts';
import { escapeHtml } from './html.ts';
import { statusOf } from './problems.ts';

interface Media {
  schema?: JsonSchema;
}
interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  description?: string;
  anyOf?: JsonSchema[];
}
interface Operation {
  tags?: string[];
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: JsonSchema }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
  'x-permission'?: string;
}
interface Document {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, JsonSchema> };
}

const WORDS = {
  en: {
    lang: 'en',
    problems: 'Problems',
    api: 'Endpoints',
    file: 'OpenAPI 3.1 document',
    takes: 'Takes',
    gives: 'Gives',
    who: 'Permission',
    anyone: 'anyone',
  },
  zh: {
    lang: 'zh-CN',
    problems: '问题代码',
    api: '接口',
    file: 'OpenAPI 3.1 文档',
    takes: '参数',
    gives: '返回',
    who: '权限',
    anyone: '公开',
  },
};

function typeText(schema: JsonSchema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(typeText).join(' | ');
  if (schema.items) return `${typeText(schema.items) || 'object'}[]`;
  return [schema.type ?? 'any'].flat().join(' | ');
}

function fields(
  schema: JsonSchema | undefined,
  all: Record<string, JsonSchema>,
  depth = 0,
): string {
  const known = schema?.$ref ? all[schema.$ref.split('/').at(-1) ?? ''] : schema;
  const inner = known?.items ?? known;
  const real = inner?.$ref ? all[inner.$ref.split('/').at(-1) ?? ''] : inner;
  if (!real?.properties || depth > 3) return '';
  const rows = Object.entries(real.properties).map(([name, one]) => {
    const must = real.required?.includes(name) ? '' : '?';
    const note = one.description ? ` <small>${escapeHtml(one.description)}</small>` : '';
    return `<li><code>${escapeHtml(name)}${must}</code> <i>${escapeHtml(typeText(one))}</i>${note}${fields(one, all, depth + 1)}</li>`;
  });
  return `<ul>${rows.join('')}</ul>`;
}

type Words = (typeof WORDS)['en'];

function takesHtml(op: Operation, all: Record<string, JsonSchema>, words: Words): string {
  const params = (op.parameters ?? []).map(
    (p) =>
      `<li><code>${escapeHtml(p.name)}${p.required ? '' : '?'}</code> <i>${escapeHtml(typeText(p.schema))} (${escapeHtml(p.in)})</i></li>`,
  );
  const body = Object.values(op.requestBody?.content ?? {})[0]?.schema;
  if (params.length === 0 && !body) return '';
  return `<h4>${words.takes}</h4><ul>${params.join('')}</ul>${fields(body, all)}`;
}

function givesHtml(op: Operation, all: Record<string, JsonSchema>, words: Words): string {
  const [status, answer] = Object.entries(op.responses).find(([code]) => code !== 'default') ?? [];
  const [media = '', given] = Object.entries(answer?.content ?? {})[0] ?? [];
  const facts = [status, media, typeText(given?.schema)].map(escapeHtml).join(' ');
  return `<h4>${words.gives}</h4><p>${facts}</p>${fields(given?.schema, all)}`;
}

function operationHtml(
  method: string,
  path: string,
  op: Operation,
  doc: Document,
  words: Words,
): string {
  const all = doc.components?.schemas ?? {};
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escapeHtml(path)}</code> ${escapeHtml(op.summary ?? '')}</summary>
<p>${words.who}: <code>${escapeHtml(op['x-permission'] ?? words.anyone)}</code></p>
${takesHtml(op, all, words)}${givesHtml(op, all, words)}</details>`;
}

function endpointsHtml(doc: Document, words: (typeof WORDS)['en']): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(doc.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      const tag = op.tags?.[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), operationHtml(method, path, op, doc, words)]);
    }
  }
  return [...groups]
    .map(([tag, list]) => `<section><h2>${escapeHtml(tag)}</h2>${list.join('\n')}</section>`)
    .join('\n');
}

function problemsHtml(language: Language): string {
  const rows = Object.keys(TEXTS).map(
    (code) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${statusOf(code)}</td><td>${escapeHtml(sentence({ code }, language))}</td></tr>`,
  );
  return `<table><tbody>${rows.join('\n')}</tbody></table>`;
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
nav a{margin-right:1rem}summary{cursor:pointer;padding:.25rem 0}details{border-bottom:1px solid #8884}details[open]{padding-bottom:1rem}
ul{padding-left:1.25rem;margin:.25rem 0}table{border-collapse:collapse;width:100%}td{padding:.25rem .5rem;border-bottom:1px solid #8884;vertical-align:top}h2{margin-top:2rem}`;

/** Made from the OpenAPI document on the server: no script, nothing from elsewhere. */
export function docsPage(document: object, page: string | undefined, language: Language): string {
  const doc = document as Document;
  const words = WORDS[language];
  const content =
    page === 'problems'
      ? problemsHtml(language)
      : `<p>${escapeHtml(doc.info.description)}</p>${endpointsHtml(doc, words)}`;
  const title = `${doc.info.title} API ${doc.info.version}`;
  return `<!doctype html><html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>
<nav><a href="/docs">${words.api}</a><a href="/docs/problems">${words.problems}</a><a href="/v1/openapi.json">${words.file}</a></nav>
${content}</main></body></html>`;
}
