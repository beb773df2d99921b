declare module 'mjml' {
  interface Compiled {
    html: string;
    errors: { formattedMessage: string }[];
  }
  interface Options {
    validationLevel?: 'strict' | 'soft' | 'skip';
    fonts?: Record<string, string>;
    keepComments?: boolean;
    ignoreIncludes?: boolean;
  }
  export default function mjml2html(mjml: string, options?: Options): Promise<Compiled>;
}
