import * as z from 'zod/mini';
import type { RecognizerPorts } from './ports.ts';

/** The map of a job's files, as far as it is read: a segment is a part of the document. */
const metadataSchema = z.object({
  output_metadata: z.array(
    z.object({ segment_metadata: z.array(z.object({ standard_output_path: z.nullish(z.string()) })) }),
  ),
});

/** More segments than a document has pages are none. */
const mostSegments = 3000;

/**
 * Keys of a job's results in order, read from the map of its files; undefined where that is malformed, or leads out of
 * `folder`.
 */
export async function resultsOfJob(
  metadataUri: string,
  folder: string,
  { files }: Pick<RecognizerPorts, 'files'>,
): Promise<string[] | undefined> {
  const root = files.address('');
  const keyOf = (address: string) => {
    const key = address.startsWith(root) ? address.slice(root.length) : '';
    return key.startsWith(folder) ? key : undefined;
  };
  const key = keyOf(
    metadataUri.endsWith('.json') ? metadataUri : `${metadataUri.replace(/\/+$/, '')}/job_metadata.json`,
  );
  const text = key === undefined ? undefined : await files.read(key);
  if (text === undefined) return undefined;
  const parsed = z.safeParse(metadataSchema, parseJson(text));
  if (!parsed.success) return undefined;
  const paths = parsed.data.output_metadata.flatMap(({ segment_metadata: segments }) =>
    segments.flatMap(({ standard_output_path: path }) => (path ? [keyOf(path)] : [])),
  );
  const keys = paths.filter((path) => path !== undefined);
  return keys.length === paths.length && keys.length > 0 && keys.length <= mostSegments ? keys : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
