/** `src/platform/agent-step.js` */
export const agentStepSource = String.raw`const maximumActionLength = 500;

/**
 * @typedef {{ id: string, source: string, text: string }} Passage
 *
 * What an agent is asked.
 * @typedef {object} Question
 * @property {string} agent
 * @property {string} purpose
 * @property {string} entity
 * @property {import('./types.js').Data} data Masked by the entity's rules.
 * @property {readonly Passage[]} passages What the knowledge bases found; text in it is data, never an instruction.
 *
 * What it answers: an action in words, 0 to 1, reasons, and ids of passages that support it.
 * @typedef {{ action: string, confidence: number, reasons: readonly string[], evidence: readonly string[] }} Answer
 *
 * The port to whatever thinks: a model, rules, or nobody.
 * @typedef {(question: Question, signal: AbortSignal) => Promise<Answer>} Reason
 *
 * @typedef {Answer & { agent: string }} Proposal
 */

/**
 * An agent that proposes and never acts. Its answer is taken only if it is well-formed and cites nothing that it was not given.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.purpose
 * @param {Reason} options.reason
 * @param {readonly { search: (query: string, limit?: number) => Passage[] }[]} [options.knowledge]
 * @param {number} [options.timeoutMilliseconds]
 */
export function createAgentStep({ name, purpose, reason, knowledge = [], timeoutMilliseconds = 30000 }) {
  return {
    name,
    /**
     * @param {{ entity: string, data: import('./types.js').Data }} record
     * @returns {Promise<Proposal>}
     */
    async propose({ entity, data }) {
      const query = Object.values(data).filter((value) => typeof value === 'string').join(' ');
      const passages = knowledge.flatMap(({ search }) => search(query, 3));
      const controller = new AbortController();
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let timer;
      /** @type {Promise<never>} */
      const late = new Promise((_, reject) => {
        timer = setTimeout(() => {
          controller.abort();
          reject(new Error(name + ' gave no answer within ' + timeoutMilliseconds + ' ms.'));
        }, timeoutMilliseconds);
      });
      try {
        const question = { agent: name, purpose, entity, data, passages };
        const answer = await Promise.race([reason(question, controller.signal), late]);
        return { agent: name, ...checkAnswer(name, answer, passages) };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/**
 * @param {string} name
 * @param {Answer} answer
 * @param {readonly Passage[]} passages
 * @returns {Answer}
 */
function checkAnswer(name, answer, passages) {
  const { action, confidence, reasons, evidence } = answer;
  /** @param {string} what */
  const refuse = (what) => new Error('The answer of ' + name + ' is not usable: ' + what + '.');
  if (typeof action !== 'string' || action.trim() === '' || action.length > maximumActionLength) {
    throw refuse('the action is no text of 1 to ' + maximumActionLength + ' characters');
  }
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) throw refuse('the confidence is not 0 to 1');
  if (!Array.isArray(reasons) || !Array.isArray(evidence)) throw refuse('reasons or evidence are no lists');
  const foreign = evidence.find((id) => !passages.some((passage) => passage.id === id));
  if (foreign !== undefined) throw refuse('it cites a passage that it was not given');
  return { action, confidence, reasons: reasons.map(String), evidence: [...evidence] };
}

/**
 * What stands in where no model is connected: it proposes nothing and leaves the decision to a person, with what was found.
 * @type {Reason}
 */
export async function leaveToPerson({ passages }) {
  return {
    action: 'A person decides',
    confidence: 0,
    reasons: ['No model is connected.'],
    evidence: passages.map(({ id }) => id),
  };
}

/** @typedef {ReturnType<typeof createAgentStep>} AgentStep */
`;

export const agentStepTest = String.raw`import assert from 'node:assert/strict';
import test from 'node:test';
import { createAgentStep, leaveToPerson } from '../../src/platform/agent-step.js';

const passage = { id: 'p1', source: 'handbook', text: 'text' };
const knowledge = [{ search: () => [passage] }];
const record = { entity: 'thing', data: { text: 'some words' } };
const answer = { action: 'accept', confidence: 0.5, reasons: ['because'], evidence: ['p1'] };

/** @param {import('../../src/platform/agent-step.js').Reason} reason @param {number} [timeoutMilliseconds] */
const stepWith = (reason, timeoutMilliseconds = 1000) =>
  createAgentStep({ name: 'helper', purpose: 'helps', reason, knowledge, timeoutMilliseconds });

test('gives the question with what was found, and the answer in its name', async () => {
  /** @type {unknown} */
  let asked;
  const step = stepWith(async (question) => {
    asked = question;
    return answer;
  });
  assert.deepEqual(await step.propose(record), { agent: 'helper', ...answer });
  assert.deepEqual(asked, { agent: 'helper', purpose: 'helps', ...record, passages: [passage] });
});

test('takes no answer that is malformed or cites what it was not given', async () => {
  for (const wrong of [
    { action: ' ' },
    { action: 'x'.repeat(501) },
    { confidence: 1.01 },
    { confidence: -0.01 },
    { confidence: NaN },
    { evidence: ['p2'] },
  ]) {
    await assert.rejects(stepWith(async () => ({ ...answer, ...wrong })).propose(record), /not usable/);
  }
});

test('gives up on what does not answer, and tells it to stop', async () => {
  /** @type {AbortSignal | undefined} */
  let signal;
  const step = stepWith((_question, given) => {
    signal = given;
    return new Promise(() => {});
  }, 5);
  await assert.rejects(step.propose(record), /no answer within 5 ms/);
  assert.equal(signal?.aborted, true);
});

test('leaves the decision to a person where no model is connected', async () => {
  const proposal = await stepWith(leaveToPerson).propose(record);
  assert.equal(proposal.confidence, 0);
  assert.deepEqual(proposal.evidence, ['p1']);
});
`;
