import { Output, Value, toValueSync, type Template } from 'liquidjs';
import { nearest, type Problem } from '../../kernel/index.ts';
import { analyse } from './liquid.ts';
import { mayBeEmptyIn, type Variable } from './variables.ts';

/** A place where a text speaks of something. */
interface Mention {
  path: string;
  line: number;
  column: number;
}

type Found = ReturnType<typeof analyse>['globals'];

function mentions(found: Found): Mention[] {
  return Object.values(found).flatMap((all) =>
    all.map(({ segments, location }) => ({
      // What is looked up by another variable cannot be known beforehand.
      path: segments.map((part) => (typeof part === 'object' ? '[…]' : String(part))).join('.'),
      line: location.row,
      column: location.col,
    })),
  );
}

const bare = (path: string): string => path.replace(/\.size$/, '');

function unknown({ path, line, column }: Mention, known: readonly string[]): Problem {
  const place = { line, column };
  if (path.includes('[…]')) return { code: 'template_dynamic_variable', params: { ...place } };
  const meant =
    nearest(path, known) ?? known.find((one) => one.endsWith(`.${path.split('.').at(-1)}`));
  if (meant === undefined)
    return { code: 'template_unknown_variable', params: { word: path, ...place } };
  return { code: 'template_unknown_variable_meant', params: { word: path, meant, ...place } };
}

/** Words that no variable has. Names given by assign and for are the text's own. */
export function unknownVariables(templates: Template[], known: readonly Variable[]): Problem[] {
  const paths = known.map(({ path }) => path);
  return mentions(analyse(templates).globals)
    .filter(({ path }) => !paths.includes(bare(path)))
    .map((mention) => unknown(mention, paths));
}

/** A name of ours given to something else would make the text read one thing and say another. */
export function shadowed(templates: Template[], known: readonly Variable[]): Problem[] {
  const roots = new Set(known.map(({ path }) => path.split('.')[0]));
  return mentions(analyse(templates).locals)
    .filter(({ path }) => roots.has(path))
    .map(({ path, line, column }) => ({
      code: 'template_name_ours',
      params: { word: path, line, column },
    }));
}

const values = (template: Template): unknown[] => [...(template.arguments?.() ?? [])];

const hasDefault = (template: Template): boolean =>
  values(template).some(
    (value) => value instanceof Value && value.filters.some(({ name }) => name === 'default'),
  );

/** Of the tag or output itself, not of what stands inside it. */
const spokenOf = (template: Template): Mention[] => {
  const alone = { arguments: () => values(template) } as unknown as Template;
  return mentions(analyse([alone]).globals);
};

const inside = (template: Template): Template[] =>
  template.children
    ? (toValueSync(template.children(false, true) as never) as unknown as Template[])
    : [];

/** What is printed though it may be empty, with neither `default` nor an `if` around it. */
export function mayPrintNothing(
  templates: Template[],
  known: readonly Variable[],
  language: string,
): Problem[] {
  const empty = new Set(known.filter((one) => mayBeEmptyIn(one, language)).map(({ path }) => path));
  const walk = (all: Template[], asked: ReadonlySet<string>): Mention[] =>
    all.flatMap((template) => {
      const here = spokenOf(template);
      const isOutput = template instanceof Output || isEcho(template);
      if (isOutput && !hasDefault(template))
        return here.filter(({ path }) => empty.has(path) && !asked.has(path));
      return walk(inside(template), new Set([...asked, ...here.map(({ path }) => bare(path))]));
    });
  return walk(templates, new Set()).map(({ path, line, column }) => ({
    code: 'template_may_be_empty',
    params: { word: path, line, column },
  }));
}

const isEcho = (template: Template): boolean => (template as { name?: string }).name === 'echo';
