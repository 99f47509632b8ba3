import * as z from 'zod';
import { type FactSource, type FactTest, holds } from '#lib/domain/assessment/fact-test';
import { type Fact, type FactKind, factSchema } from '#lib/domain/assessment/facts';

const statement = z.object({ text: z.string(), sources: z.array(z.string()) });
const level = z.number().nullable();

/** The parts of an assessment's report that a plan follows from. */
export const planningReportSchema = z.looseObject({
  generatedAt: z.string(),
  scores: z.object({
    dimensions: z.array(z.object({ topics: z.array(z.object({ id: z.string(), level })) })),
  }),
  gaps: z.array(z.object({ id: z.string(), severity: z.enum(['high', 'medium', 'low']), statement })),
  risks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      likelihood: z.number(),
      impact: z.number(),
      statement,
      mitigation: z.string(),
      owner: z.string(),
    }),
  ),
  answers: z.array(
    z.object({
      ref: z.string(),
      questionId: z.string(),
      status: z.enum(['answered', 'skipped', 'open']),
      value: z.string(),
      facts: z.array(factSchema),
      quote: z.string(),
      certainty: z.string().nullable(),
      source: z.object({ messageId: z.string(), sentAt: z.string() }).nullable(),
    }),
  ),
});
export type PlanningReport = z.infer<typeof planningReportSchema>;
type Answer = PlanningReport['answers'][number];

/** A report as the planner asks about it. */
export class ReportFacts {
  readonly report: PlanningReport;
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #levels: ReadonlyMap<string, number | null>;

  constructor(report: PlanningReport) {
    this.report = report;
    const answered = report.answers.filter(({ status }) => status === 'answered');
    this.#answers = new Map(answered.map((answer) => [answer.questionId, answer]));
    const topics = report.scores.dimensions.flatMap((dimension) => dimension.topics);
    this.#levels = new Map(topics.map((topic) => [topic.id, topic.level]));
  }

  /** The answer to a question; a skipped one is none. */
  answer(questionId: string): Answer | undefined {
    return this.#answers.get(questionId);
  }

  /** References such as `A12` of those of the questions that were answered. */
  references(...questionIds: readonly string[]): string[] {
    return questionIds.flatMap((id) => this.answer(id)?.ref ?? []);
  }

  /** References of the answers of a topic, such as `technical.data`. */
  referencesOfTopic(topic: string): string[] {
    return [...this.#answers.values()].flatMap(({ questionId, ref }) =>
      questionId.startsWith(`${topic}.`) ? [ref] : [],
    );
  }

  topicLevel(topic: string): number | null {
    return this.#levels.get(topic) ?? null;
  }

  holds(test: FactTest): boolean {
    return holds(test, undefined, (questionId): FactSource | undefined => {
      const answer = this.answer(questionId);
      return answer && { facts: answer.facts, sentAt: answer.source?.sentAt ?? this.report.generatedAt };
    });
  }

  /** Facts of a kind in the answer to a question. */
  facts<Kind extends FactKind>(questionId: string, kind: Kind): Extract<Fact, { kind: Kind }>[] {
    const isOfKind = (fact: Fact): fact is Extract<Fact, { kind: Kind }> => fact.kind === kind;
    return this.answer(questionId)?.facts.filter(isOfKind) ?? [];
  }

  /** Ids of the practices that are in use by the answer to a question. */
  practices(questionId: string): string[] {
    return this.facts(questionId, 'practice').flatMap(({ id, presence }) => (presence === 'used' ? [id] : []));
  }
}
