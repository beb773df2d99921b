import { parseFileSync } from '@swc/core';

type Node = { type?: string; [key: string]: unknown };
type Text = { type: 'StringLiteral'; value: string; span: unknown };

/** Keeps the original: ranks.ts puts `importsOnly` in its place for dependency-cruiser. */
const parse = parseFileSync;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const text = (value: unknown): string[] =>
  isNode(value) && typeof value['value'] === 'string' ? [value['value']] : [];

/** `import(`./x.ts`)` with a plain template counts as a string. */
function argument(value: unknown): string[] {
  const expression = isNode(value) ? value['expression'] : undefined;
  if (!isNode(expression)) return [];
  if (expression.type === 'StringLiteral') return text(expression);
  const quasis = expression['quasis'];
  if (!Array.isArray(quasis) || quasis.length !== 1) return [];
  return [String((quasis[0] as Node)['cooked'])];
}

function named(node: Node): string[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return text(node['source']);
    case 'TsImportType':
      return text(node['argument']);
    case 'CallExpression':
      return (node['callee'] as Node).type === 'Import'
        ? argument((node['arguments'] as unknown[])[0])
        : [];
    default:
      return [];
  }
}

function* walk(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* walk(item);
  else if (isNode(value)) {
    yield* named(value);
    for (const child of Object.values(value)) yield* walk(child);
  }
}

/** Everything a file imports, statically, dynamically or only as a type. */
export function importsOf(path: string): string[] {
  const tsx = path.endsWith('.tsx');
  const tree = parse(path, { syntax: 'typescript', tsx, decorators: true, target: 'es2022' });
  return [...new Set(walk(tree))];
}

/** A module with the file's imports and nothing else, in swc's own shape. */
export function importsOnly(path: string) {
  const span = { start: 0, end: 0, ctxt: 0 };
  const source = (value: string): Text => ({ type: 'StringLiteral', value, span });
  const body = importsOf(path).map((value) => ({
    type: 'ImportDeclaration',
    span,
    specifiers: [],
    source: source(value),
    typeOnly: false,
  }));
  return { type: 'Module', span, body, interpreter: null };
}
