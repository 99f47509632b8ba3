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
  Artifact: 'id organization projectId name kind key contentType size sha256 version createdAt updatedAt',
  AuditEvent: 'id organization projectId action actor subject detail correlationId occurredAt createdAt updatedAt',
  Assessment:
    'projectId organization version state progress { technical governance business commercial } outbox completedAt createdAt updatedAt',
  MessageDelta: 'organization projectId agentId sessionId messageId replyTo correlationId sequence delta done',
  AssessmentCompletion: 'organization projectId status completedAt correlationId',
} as const;

type Model = Exclude<keyof typeof selections, 'MessageDelta' | 'AssessmentCompletion'>;

/** The generated write of a model, on a condition where the caller gives one. */
export function writeDocument(verb: 'create' | 'update', model: Model): { field: string; document: string } {
  const field = `${verb}${model}`;
  const type = `${verb === 'create' ? 'Create' : 'Update'}${model}Input`;
  const document = `mutation Write($input: ${type}!, $condition: Model${model}ConditionInput) {
  ${field}(input: $input, condition: $condition) { ${selections[model]} }
}`;
  return { field, document };
}
