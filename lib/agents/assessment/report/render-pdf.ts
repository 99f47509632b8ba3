import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/** A folder that does not exist: the source sees the files it is given and nothing of the machine. */
const workspace = '/typst-has-no-workspace';

/** The compiler refused the source: its messages, first one first. */
export class TypstError extends Error {
  override readonly name = 'TypstError';
}

export type PdfAssets = {
  /** Files the source refers to, by name relative to it. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** TrueType or OpenType files; without them Typst's own fonts are used. */
  fonts?: readonly Uint8Array[];
  /** The PDF's creation time; the same time gives the same bytes. */
  createdAt: Date;
};

/**
 * Compiles Typst source to a tagged PDF that claims PDF/UA-1 (accessible: structure, language, title, alternatives).
 * This is the only file that loads the native compiler, so that nothing else carries its 50 MB.
 * @throws TypstError with the compiler's first messages
 */
export function renderPdf(source: string, assets: PdfAssets): Uint8Array {
  const fonts = assets.fonts ?? [];
  const compiler = NodeCompiler.create({
    workspace,
    ...(fonts.length > 0 ? { fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }] } : {}),
  });
  for (const [name, content] of Object.entries(assets.files ?? {}))
    compiler.mapShadow(`${workspace}/${name}`, Buffer.from(content));
  const compiled = compiler.compile({ mainFileContent: source });
  const document = compiled.result;
  if (document === null) {
    const messages = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
    throw new TypstError(`Typst could not compile the report: ${JSON.stringify(messages.slice(0, 3))}.`);
  }
  const creationTimestamp = Math.floor(assets.createdAt.getTime() / 1_000);
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: 'ua-1', pdfTags: true, creationTimestamp }));
  } catch {
    // A letter that no font here has, as in a project named in another script: tagged still, but without the claim.
    return new Uint8Array(compiler.pdf(document, { pdfTags: true, creationTimestamp }));
  }
}
