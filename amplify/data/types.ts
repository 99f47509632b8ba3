import { a } from '@aws-amplify/backend';
import { messageFields } from './models/conversation-message.ts';

/** Percentages from 0 to 100 throughout. */
export const types = {
  ModuleProgress: a.customType({
    assessment: a.integer().required(),
    design: a.integer().required(),
    planning: a.integer().required(),
    implementation: a.integer().required(),
  }),

  DimensionProgress: a.customType({
    technical: a.integer().required(),
    governance: a.integer().required(),
    business: a.integer().required(),
    commercial: a.integer().required(),
  }),

  AssessmentProgress: a.customType({
    projectId: a.id().required(),
    technical: a.integer().required(),
    governance: a.integer().required(),
    business: a.integer().required(),
    commercial: a.integer().required(),
    overall: a.integer().required(),
    version: a.integer().required(),
    completedAt: a.datetime(),
  }),

  /** A piece of a reply as it is produced: `messageId` is the reply's id, `sequence` counts from 0 within it. */
  MessageDelta: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    agentId: a.string().required(),
    sessionId: a.id().required(),
    messageId: a.id().required(),
    replyTo: a.id().required(),
    correlationId: a.string().required(),
    sequence: a.integer().required(),
    delta: a.string().required(),
    done: a.boolean().required(),
  }),

  AssessmentCompletion: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    status: a.ref('ProjectStatus').required(),
    completedAt: a.datetime().required(),
    correlationId: a.string().required(),
  }),

  /** `url` gives the file to whoever holds it until `expiresAt`. */
  ReportDownload: a.customType({
    url: a.string().required(),
    fileName: a.string().required(),
    contentType: a.string().required(),
    size: a.integer().required(),
    sha256: a.string().required(),
    expiresAt: a.datetime().required(),
  }),

  DocumentUploadPart: a.customType({
    number: a.integer().required(),
    /** Bytes of the file that go there: from `offset`, so many. */
    offset: a.integer().required(),
    size: a.integer().required(),
    url: a.string().required(),
  }),

  /**
   * Where a file is PUT: in one piece to `url` with these `headers` (names and values, as JSON), or, where `parts` are
   * given, in parts, each to its own address without further headers. Then comes `completeDocumentUpload`.
   */
  DocumentUpload: a.customType({
    documentId: a.id().required(),
    url: a.string().required(),
    headers: a.json().required(),
    expiresAt: a.datetime().required(),
    /** Those that are still missing. */
    parts: a.ref('DocumentUploadPart').required().array().required(),
  }),

  UserProfile: a.customType({
    userId: a.id().required(),
    email: a.string(),
    organization: a.string(),
    roles: a.string().array().required(),
    capabilities: a.string().array().required(),
  }),

  TextRange: a.customType({ start: a.integer().required(), end: a.integer().required() }),

  /** A passage with its place as far as its document's format knows; `highlights` are UTF-16 ranges of `text`. */
  KnowledgePassage: a.customType({
    documentId: a.id().required(),
    documentName: a.string().required(),
    /** Null where a service keeps the document. */
    projectId: a.id(),
    text: a.string().required(),
    headings: a.string().required().array().required(),
    page: a.integer(),
    slide: a.integer(),
    sheet: a.string(),
    row: a.integer(),
    line: a.integer(),
    paragraph: a.integer(),
    entry: a.string(),
    /** Of the document's blocks. */
    firstBlock: a.integer().required(),
    lastBlock: a.integer().required(),
    /** Comparable within one answer only. */
    score: a.float().required(),
    highlights: a.ref('TextRange').required().array().required(),
  }),

  /** No passages: the documents hold no evidence, as `message` then says. */
  KnowledgeAnswer: a.customType({
    knowledgeBaseId: a.id().required(),
    query: a.string().required(),
    hasEvidence: a.boolean().required(),
    message: a.string().required(),
    rankedBy: a.string().required(),
    passages: a.ref('KnowledgePassage').required().array().required(),
  }),

  HistoryMessage: a.customType({ id: a.id().required(), ...messageFields }),

  ConversationPage: a.customType({
    items: a.ref('HistoryMessage').required().array().required(),
    nextToken: a.string(),
  }),

  /** What changed in a run: `steps` are the new states by key, as JSON; `key` names the step that a worker has written. */
  RunEvent: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    runId: a.id().required(),
    /** Of the run's record; 0 for what a worker tells of its step alone. */
    version: a.integer().required(),
    status: a.string().required(),
    key: a.string(),
    steps: a.json(),
    at: a.datetime().required(),
  }),

  DesignProgress: a.customType({
    organization: a.string().required(),
    projectId: a.id().required(),
    runId: a.id().required(),
    sectionId: a.string().required(),
    completionPercentage: a.integer().required(),
    correlationId: a.string().required(),
  }),

  /** `usd` = `quantity` × `unitUsd`; `key` is the step or branch, absent for the engine's own share. */
  RunCostLine: a.customType({
    service: a.string().required(),
    item: a.string().required(),
    key: a.string(),
    quantity: a.float().required(),
    unit: a.string().required(),
    unitUsd: a.float().required(),
    usd: a.float().required(),
  }),

  RunCost: a.customType({
    runId: a.id().required(),
    totalUsd: a.float().required(),
    modelUsd: a.float().required(),
    awsUsd: a.float().required(),
    /** Day of the price table. */
    pricesOf: a.date().required(),
    requests: a.integer().required(),
    steps: a.integer().required(),
    lines: a.ref('RunCostLine').required().array().required(),
  }),

  BlueprintProblem: a.customType({
    path: a.string().required(),
    code: a.string().required(),
    message: a.string().required(),
  }),

  BlueprintCheck: a.customType({ problems: a.ref('BlueprintProblem').required().array().required() }),

  BlueprintCatalogue: a.customType({ builtIn: a.json().required(), agents: a.json().required() }),

  /** The last result of an agent for a project; `found` is false where there is none yet. */
  AgentAnswer: a.customType({
    agentId: a.string().required(),
    found: a.boolean().required(),
    runId: a.id(),
    stepId: a.string(),
    completedAt: a.datetime(),
    /** Passages of the result that the query's words are found in, best first. */
    passages: a.string().array().required(),
    output: a.json(),
  }),

  AgentAggregate: a.customType({
    projectId: a.id().required(),
    query: a.string().required(),
    answers: a.ref('AgentAnswer').required().array().required(),
  }),
};
