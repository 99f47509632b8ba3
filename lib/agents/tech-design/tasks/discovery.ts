import type * as z from 'zod';
import { buildPhase } from '#lib/design-doc/build-phase';
import type { Answer } from '#lib/design-doc/design-input';
import { openQuestions, questionBank } from '#lib/design-doc/questions/question-bank';
import type { DesignMode } from '#lib/domain/design-document/document';
import type { DesignInterviewState } from '#lib/domain/design-document/interview';
import type { ScanSourceOutput } from '#lib/tools/scan-source/schema';
import { type AgentResult, defineTask, noUsage, type TaskContext } from '../../agent.ts';
import { inputOf, scan } from '../load-input.ts';
import { techDesignManifest } from '../manifest.ts';
import { evidenceOf, partialDesignOf, type ReadDocument, readDocuments } from '../read-documents.ts';
import { type Discovery, type DiscoveryInput, discoveryInputSchema, discoveryOutputSchema } from '../schema.ts';

type DiscoveryOutput = z.infer<typeof discoveryOutputSchema>;

/** Looks at what there is, asks what it does not say, and waits until that is answered or skipped. */
export const discoveryTask = defineTask(techDesignManifest.id, {
  title: 'Discovery',
  input: discoveryInputSchema,
  output: discoveryOutputSchema,
  given: ['project', 'interview'],
  run: discover,
});

async function discover(input: DiscoveryInput, context: TaskContext): Promise<AgentResult<DiscoveryOutput>> {
  const { project, detail, diagramFormat } = input;
  const source = input.source ? await scan(input.source, context) : null;
  const target = input.target ? await scan(input.target, context) : null;
  const documents = await readDocuments(input.documents, context);
  const partial = partialDesignOf(documents, input.mode === 'partial');
  const discovery: Discovery = {
    mode: input.mode ?? modeOf(input, partial !== null),
    ...{ detail, diagramFormat, partial },
    project: {
      name: project?.name ?? 'Untitled',
      ...(project?.description ? { description: project.description } : {}),
      ...(project?.ownerEmail ? { owner: project.ownerEmail } : {}),
    },
    source: placeOf(source),
    target: placeOf(target),
    answers: answersOf(input.interview?.state),
    documents: evidenceOf(documents, context.now()),
    now: context.now().toISOString(),
    open: [],
  };
  const model = source?.model ?? null;
  const designInput = inputOf(discovery, { model, targetModel: target?.model ?? null });
  const wanted = input.questions === 'none' ? [] : openQuestions(designInput, input.questions);
  const result = { artifacts: [], evidence: [], questions: [], progress: {}, usage: noUsage };
  if (wanted.length > 0) {
    context.log(`Asks: ${wanted.map(({ id }) => id).join(', ')}.`);
    const about = describe(source, documents);
    return {
      ...result,
      output: { discovery, part: buildPhase('discovery', designInput) } as DiscoveryOutput,
      questions: wanted.map(({ id, text }) => ({ id, text })),
      waitFor: 'conversation',
      asks: { mode: discovery.mode, about },
    };
  }
  const open = openQuestions(designInput, 'all').map(({ id, text }) => ({ id, text }));
  const skipped = questionBank.filter(({ id }) => Object.hasOwn(discovery.answers, id)).length;
  context.log(
    `${describe(source, documents)}; mode ${discovery.mode}; ${skipped} answers, ${open.length} questions open.`,
  );
  const output = discoveryOutputSchema.parse({
    discovery: { ...discovery, open },
    part: buildPhase('discovery', designInput),
  });
  await context.progress('discovery', 100);
  return {
    ...result,
    output,
    artifacts: [
      {
        name: 'system-model.json',
        contentType: 'application/json',
        body: `${JSON.stringify(model ?? emptyModel, null, 2)}\n`,
      },
    ],
    evidence: evidenceRecords(discovery),
    questions: open,
    progress: { discovery: 100 },
  };
}

const emptyModel = {
  ...{ components: [], relations: [], apis: [], stores: [], events: [], findings: [] },
  files: { scanned: 0, dialects: {}, unreadable: [] },
};

/** What a design is for, where nobody says: by what was given. */
function modeOf({ source, target }: DiscoveryInput, hasPartial: boolean): DesignMode {
  if (target) return 'migration';
  if (hasPartial) return 'partial';
  return source ? 'brownfield' : 'greenfield';
}

function placeOf(scanned: ScanSourceOutput | null): Discovery['source'] {
  if (!scanned) return null;
  const { document, key, counts } = scanned;
  return { documentId: document.id, name: document.name, key, counts };
}

function answersOf(state: DesignInterviewState | undefined): Record<string, Answer> {
  return Object.fromEntries(
    Object.entries(state?.answers ?? {}).map(([id, { text, messageId }]) => [id, { text, messageId }]),
  );
}

function describe(source: ScanSourceOutput | null, documents: readonly ReadDocument[]): string {
  const parts = [
    ...(source
      ? [`${source.document.name} (${source.counts.files} files, ${source.counts.components} components)`]
      : []),
    ...documents.map(({ name }) => name),
  ];
  return parts.length === 0 ? 'what the project says of itself' : parts.join(', ');
}

function evidenceRecords({ answers, documents }: Discovery): AgentResult<unknown>['evidence'] {
  return [
    ...Object.entries(answers).map(([claim, { text, messageId }]) => ({
      ...{ claim, quote: text.slice(0, 500) },
      source: { kind: 'message' as const, id: messageId },
    })),
    ...documents.map(({ questionId: claim, documentId, quote, page, line }) => ({
      ...{ claim, quote },
      source: {
        ...{ kind: 'document' as const, id: documentId },
        ...(page === undefined ? {} : { page }),
        ...(line === undefined ? {} : { line }),
      },
    })),
  ];
}
