import type { DocumentKind } from '#lib/domain/document/states';
import type { UntrustedZip } from '#lib/runtime/zip/read-untrusted-zip';
import { endingOf } from '../detect-format.ts';

const codeEndings = new Set(
  'ts tsx mts cts js jsx mjs cjs py java kt kts go rs rb php cs fs vb c h cc cpp hpp swift scala sh bash ps1 bat sql graphql gql tf tfvars hcl yaml yml json toml lock gradle xml vtl proto asl template cfn css scss less vue svelte dockerfile'.split(
    ' ',
  ),
);
const documentEndings = new Set('pdf docx xlsx pptx html htm md markdown txt csv doc xls ppt rtf odt'.split(' '));

/** Files that only projects of code have at all. */
const marker =
  /(?:^|\/)(?:package\.json|cdk\.json|template\.ya?ml|pyproject\.toml|requirements\.txt|pom\.xml|go\.mod|Dockerfile|Makefile|tsconfig\.json|serverless\.ya?ml|samconfig\.toml)$/;

interface SourceArchive {
  readonly metadata: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** What an archive of code is known by; undefined where it holds documents. Its uploader's word counts, else what most of it is. */
export function sourceOf(zip: UntrustedZip, kind?: DocumentKind | null): SourceArchive | undefined {
  if (kind === 'DOCUMENT') return undefined;
  const endings = zip.files.map(({ path }) => endingOf(path));
  const code = endings.filter((ending) => codeEndings.has(ending)).length;
  const documents = endings.filter((ending) => documentEndings.has(ending)).length;
  const isMarked = zip.files.some(({ path }) => marker.test(path));
  if (kind !== 'SOURCE' && code <= documents && !(isMarked && code > 0)) return undefined;
  const bytes = zip.files.reduce((sum, { size }) => sum + size, 0);
  const metadata = { files: String(zip.files.length), codeFiles: String(code), bytes: String(bytes) };
  return { metadata, warnings: zip.skipped.map((path) => `${path} is a symbolic link and was left out.`) };
}
