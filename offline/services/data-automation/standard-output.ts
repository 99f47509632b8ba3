import path from 'node:path';
import type { Job } from './state.ts';

/** A place in S3, as `s3://bucket/key` names it. */
export type Place = { readonly bucket: string; readonly key: string };

/** Of an address that the schema has let pass. */
export function placeOf(s3Uri: string): Place {
  const [bucket = '', ...key] = s3Uri.slice('s3://'.length).split('/');
  return { bucket, key: key.join('/') };
}

/** Where a job's files lie: a folder of its own below the one that was asked for. */
export const jobFolder = ({ id, output }: Pick<Job, 'id' | 'output'>): string => `${output.replace(/\/+$/, '')}/${id}`;

export const metadataAddress = (job: Job): string => `${jobFolder(job)}/job_metadata.json`;

const statistics = (markdown: string) => ({
  element_count: markdown.split(/\n{2,}/).filter((block) => block.trim() !== '').length,
  word_count: markdown.split(/\s+/).filter((word) => word !== '').length,
});

/** Standard output of a document, of the granularities that are on by default, as the service writes it. */
function resultOf(job: Job, pages: readonly string[]) {
  const { bucket, key } = placeOf(job.input);
  const whole = pages.join('\n\n');
  return {
    metadata: {
      asset_id: '0',
      logical_subdocument_id: '0',
      semantic_modality: 'DOCUMENT',
      s3_bucket: bucket,
      s3_key: key,
      number_of_pages: pages.length,
      start_page_index: 0,
      end_page_index: Math.max(0, pages.length - 1),
      file_type: path.extname(key).slice(1).toUpperCase() || 'PDF',
    },
    document: { representation: { markdown: whole }, statistics: statistics(whole) },
    pages: pages.map((markdown, index) => ({
      id: `${job.id}-${index}`,
      page_index: index,
      detected_page_number: index + 1,
      representation: { markdown },
      statistics: statistics(markdown),
    })),
  };
}

/** The files of a job that has ended well, by address; the map of the others comes last. */
export function filesOf(job: Job): readonly { readonly address: string; readonly content: string }[] {
  const folder = jobFolder(job);
  const results = job.reply.results ?? [resultOf(job, job.reply.pages ?? [])];
  const segments = results.map((result, index) => ({
    address: `${folder}/0/standard_output/${index}/result.json`,
    content: JSON.stringify(result),
  }));
  const metadata = {
    job_id: job.id,
    job_status: 'PROCESSED',
    semantic_modality: 'DOCUMENT',
    output_metadata: [
      { asset_id: 0, segment_metadata: segments.map(({ address }) => ({ standard_output_path: address })) },
    ],
  };
  return [...segments, { address: metadataAddress(job), content: JSON.stringify(metadata) }];
}
