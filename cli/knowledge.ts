import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { knowledgeSourceStatuses } from '#lib/domain/knowledge/states';
import { CommandError } from './errors.ts';
import type { Session } from './session.ts';
import { uploadDocument } from './upload.ts';

const POLL_MS = 300;
const PATIENCE_MS = 10 * 60 * 1000;
const MOST_FILES = 500;

/** What can be read; other files in the folder are named and left out. */
const readable = new Set('.pdf .docx .xlsx .pptx .html .htm .md .markdown .txt .csv'.split(' '));

const sources = z.object({
  listKnowledgeSources: z.object({
    items: z.array(z.object({ documentId: z.string(), status: z.enum(knowledgeSourceStatuses) })),
  }),
});

export type UploadedKnowledge = { id: string; name: string; documents: string[] };

/**
 * Uploads the files of a folder as documents of a project, into a new knowledge base named after the folder, and waits
 * until they are found by searches. A file that cannot be read is told and left out.
 * @throws CommandError where there is no such folder, or nothing in it that can be read.
 */
export async function uploadKnowledge(
  session: Session,
  { projectId, folder, say }: { projectId: string; folder: string; say: (line: string) => void },
): Promise<UploadedKnowledge> {
  const files = filesOf(folder, say);
  const documents: string[] = [];
  for (const file of files) {
    try {
      const { id, name } = await uploadDocument(session, { projectId, path: file, kind: 'DOCUMENT' });
      say(`knowledge ${name} (${id})`);
      documents.push(id);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      say(`left out: ${error.message}`);
    }
  }
  if (documents.length === 0) {
    throw new CommandError(
      `Nothing in ${folder} could be read.`,
      `Put files of these types there: ${[...readable].join(' ')}`,
    );
  }
  const name = path.basename(path.resolve(folder));
  const id = await createKnowledgeBase(session, name);
  for (const documentId of documents) {
    await session.graphql(
      z.object({ addKnowledgeDocument: z.object({ documentId: z.string() }) }),
      `mutation($knowledgeBaseId: ID!, $documentId: ID!) {
         addKnowledgeDocument(knowledgeBaseId: $knowledgeBaseId, documentId: $documentId) { knowledgeBaseId documentId organization } }`,
      { knowledgeBaseId: id, documentId },
    );
  }
  await indexed(session, id);
  say(`knowledge base ${name} (${id}): ${documents.length} documents`);
  return { id, name, documents };
}

function filesOf(folder: string, say: (line: string) => void): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(`There is no folder ${folder}.`, 'Name a folder for --knowledge.');
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !path
          .relative(folder, file)
          .split(path.sep)
          .some((part) => part.startsWith('.')),
    )
    .sort();
  const files = entries.filter((file) => readable.has(path.extname(file).toLowerCase()));
  for (const file of entries) if (!files.includes(file)) say(`left out: ${file} is of a type that is not read`);
  if (files.length > MOST_FILES) {
    throw new CommandError(
      `${folder} holds ${files.length} files; ${MOST_FILES} are uploaded at a time.`,
      'Name a folder with fewer files.',
    );
  }
  return files;
}

async function createKnowledgeBase(session: Session, name: string): Promise<string> {
  const profile = await session.graphql(
    z.object({ getCurrentUserProfile: z.object({ organization: z.string().nullish() }) }),
    'query { getCurrentUserProfile { organization } }',
  );
  const { createKnowledgeBase: created } = await session.graphql(
    z.object({ createKnowledgeBase: z.object({ id: z.string() }) }),
    `mutation($input: CreateKnowledgeBaseInput!) { createKnowledgeBase(input: $input) {
       id organization name schedule provider status createdAt updatedAt } }`,
    { input: { organization: profile.getCurrentUserProfile.organization, name } },
  );
  return created.id;
}

async function indexed(session: Session, knowledgeBaseId: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const { listKnowledgeSources } = await session.graphql(
      sources,
      'query($id: ID!) { listKnowledgeSources(knowledgeBaseId: $id, limit: 1000) { items { documentId status } } }',
      { id: knowledgeBaseId },
    );
    if (listKnowledgeSources.items.every(({ status }) => status !== 'PENDING')) return;
  }
  throw new CommandError('The documents were not indexed in time.', 'Look at the knowledge base in the web app.');
}
