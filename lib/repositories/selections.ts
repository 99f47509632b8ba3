/**
 * Every field of each model. A mutation that leaves one out, `organization` above all, is not told to subscribers;
 * a test holds these lists to the schema.
 */
export const selections = {
  Project:
    'id organization name description requirements owner ownerEmail updatedBy status currentModule progress { assessment design planning implementation } progressVersion archivedAt createdAt updatedAt',
  ChatSession: 'id organization projectId agentId title startedBy createdAt updatedAt',
  ConversationMessage:
    'id organization projectId sessionId agentId messageType message metadata senderId senderEmail questionId replyTo correlationId idempotencyKey timestamp createdAt updatedAt',
  AgentStatus:
    'projectId agentId organization status currentTask progress lastUpdate metadata errorMessage createdAt updatedAt',
  Artifact: 'id organization projectId name kind key contentType size sha256 version runId stepId createdAt updatedAt',
  AuditEvent: 'id organization projectId action actor subject detail correlationId occurredAt createdAt updatedAt',
  Assessment:
    'projectId organization version state progress { technical governance business commercial } outbox completedAt createdAt updatedAt',
  DesignInterview: 'projectId organization version state progress outbox completedAt createdAt updatedAt',
  MessageDelta: 'organization projectId agentId sessionId messageId replyTo correlationId sequence delta done',
  AssessmentCompletion: 'organization projectId status completedAt correlationId',
  Document:
    'id organization projectId name contentType size kind status format etag sha256 uploadId attempts recognition reasonCode reason title language pages blocks characters metadata warnings uploadedBy uploadedByEmail uploadedAt processedAt correlationId createdAt updatedAt',
  Blueprint: 'organization blueprintId version name purpose definition createdBy createdByEmail createdAt updatedAt',
  Run: 'id organization projectId blueprintId blueprintVersion name status version state definition input correlationId startedBy startedByEmail startedAt endedAt reason replayOf fromStepId isFork usage spentUsd wakeShard wakeAt createdAt updatedAt',
  RunStep:
    'id organization projectId runId key agentId task status attempt startedAt endedAt heartbeatAt input inputKey output outputKey facts evidence artifacts logs usage usd attempts reason isRetryable feedback continuation reusedFrom createdAt updatedAt',
  Approval:
    'id organization projectId runId stepId round title roles shows status requestedAt dueAt decidedAt decidedBy decidedByEmail comment correlationId createdAt updatedAt',
  Notification: 'id organization projectId runId kind title detail roles path notifiedAt createdAt updatedAt',
  UsageRecord: 'id organization projectId runId blueprintId pricesOf usd lines recordedAt createdAt updatedAt',
  KnowledgeBase:
    'id organization name description schedule provider embeddings config status documentCount chunkCount syncedAt syncShard nextSyncAt createdBy createdByEmail createdAt updatedAt',
  KnowledgeSource:
    'knowledgeBaseId documentId organization projectId documentName status reason version chunks addedBy addedAt indexedAt createdAt updatedAt',
  RunEvent: 'organization projectId runId version status key steps at',
  DesignProgress: 'organization projectId runId sectionId completionPercentage correlationId',
} as const;

type Model = Exclude<keyof typeof selections, 'MessageDelta' | 'AssessmentCompletion' | 'RunEvent' | 'DesignProgress'>;

/** The generated write of a model, on a condition where the caller gives one. */
export function writeDocument(verb: 'create' | 'update' | 'delete', model: Model): { field: string; document: string } {
  const field = `${verb}${model}`;
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}${model}Input`;
  const document = `mutation Write($input: ${type}!, $condition: Model${model}ConditionInput) {
  ${field}(input: $input, condition: $condition) { ${selections[model]} }
}`;
  return { field, document };
}
