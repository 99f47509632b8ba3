/** Rows of a table that go with a project: how they are found, and what a row is known by. */
export interface Belonging {
  readonly model: string;
  /** Where they are found by `attribute`; absent: in the table itself. */
  readonly index?: string;
  readonly attribute: 'projectId' | 'runId' | 'organization';
  readonly key: readonly string[];
  /** Of an index that holds rows of other projects too. */
  readonly isShared?: true;
}

/** Of each run; they go before it, so that who was interrupted finds the run again. */
export const runBelongings = [
  { model: 'RunStep', index: 'byRun', attribute: 'runId', key: ['id'] },
  { model: 'Approval', index: 'byRun', attribute: 'runId', key: ['id'] },
] as const satisfies readonly Belonging[];

export const runs = {
  model: 'Run',
  index: 'byProject',
  attribute: 'projectId',
  key: ['id'],
} as const satisfies Belonging;

/** What hears of their rows' end takes what hangs on them: of documents their files and memberships in knowledge bases. */
export const projectBelongings = [
  { model: 'Document', index: 'byProject', attribute: 'projectId', key: ['id'] },
  { model: 'DesignInterview', attribute: 'projectId', key: ['projectId'] },
  { model: 'Assessment', attribute: 'projectId', key: ['projectId'] },
  { model: 'ConversationMessage', index: 'byProject', attribute: 'projectId', key: ['id'] },
  { model: 'ChatSession', index: 'byProject', attribute: 'projectId', key: ['id'] },
  { model: 'Artifact', index: 'byProject', attribute: 'projectId', key: ['id'] },
  { model: 'AgentStatus', attribute: 'projectId', key: ['projectId', 'agentId'] },
  { model: 'Notification', index: 'byOrganization', attribute: 'organization', key: ['id'], isShared: true },
] as const satisfies readonly Belonging[];

/** What of a project stays when it goes, and why. Beside the models: dead letters of its runs, for 14 days. */
export const keptOfProjects: Readonly<Record<string, string>> = {
  AuditEvent: 'who deleted it, and what was done before, is what the log is for',
  UsageRecord: 'an organization has paid for it',
  GuardrailFinding:
    'it quotes nothing unmasked, and goes by itself after 90 days; those of a document itself go with it',
  KnowledgeSource: 'the knowledge base takes it out when the document is gone',
};

/** Folders of a project in the bucket. */
export const projectFolders = ({ id, organization }: { readonly id: string; readonly organization: string }) =>
  ['artifacts', 'documents', 'uploads'].map((folder) => `${folder}/${organization}/${id}/`);
