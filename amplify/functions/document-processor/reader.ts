import { parentPort, workerData } from 'node:worker_threads';
import { type Extraction, extractDocument, extractRecognized } from '#lib/documents/extract-document';
import { DocumentRejection } from '#lib/domain/document/rejection';
import { instructionsIn } from './instructions-in.ts';
import type { Reading, ReadingOutcome, ReadingTask } from './reading.ts';
import { pagesRecognized } from './recognized-pages.ts';

/** The thread that opens a stranger's file: it reads one, answers and ends. Nothing that is in the file leaves it otherwise. */
const task = workerData as ReadingTask;
const outcome = await read(task);
parentPort?.postMessage(outcome);

async function read({ kind, recognized, ...file }: ReadingTask): Promise<ReadingOutcome> {
  try {
    return {
      ok: true,
      reading: readingOf(await (recognized ? extractRecognized(recognized) : extractDocument(file, kind))),
    };
  } catch (error) {
    const counted = recognized ? { recognizedPages: pagesRecognized(recognized) } : {};
    if (error instanceof DocumentRejection) return { ok: false, code: error.code, reason: error.message, ...counted };
    // A parser that stumbles over a file says so in words of its own, which are for the log.
    console.warn('the reader failed', error);
    return { ok: false, code: 'CORRUPT', reason: 'The file is damaged: its content cannot be read.', ...counted };
  }
}

function readingOf(extraction: Extraction): Reading {
  if (extraction.kind === 'SOURCE') {
    const { metadata, warnings } = extraction;
    const none = { title: null, language: null, pages: null, blocks: 0, characters: 0, text: null };
    return { kind: 'SOURCE', format: 'zip', ...none, metadata, warnings, instructions: [] };
  }
  const { format, title, language, pages, blocks, metadata, warnings } = extraction.document;
  const characters = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const text = JSON.stringify(extraction.document);
  return {
    kind: 'DOCUMENT',
    format,
    title,
    language,
    pages,
    blocks: blocks.length,
    characters,
    metadata,
    warnings,
    instructions: instructionsIn(extraction.document),
    text,
  };
}
