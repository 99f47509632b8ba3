import { agents } from '#lib/agents/registry';
import { exitCodes, UsageError } from '../errors.ts';

/** Lists the questions of an interviewing agent: the ids that an answers file may use. */
export function questions({ agent: id, json }: { agent: string; json: boolean }): number {
  const agent = Object.hasOwn(agents, id) ? agents[id] : undefined;
  const list = agent?.listQuestions?.() ?? [];
  if (list.length === 0) {
    const interviewing = Object.entries(agents).flatMap(([name, one]) => (one.listQuestions ? [name] : []));
    throw new UsageError(`${JSON.stringify(id)} is no interviewing agent; there is: ${interviewing.join(', ')}.`);
  }
  if (json) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  else for (const question of list) process.stdout.write(`${question.id}\n    ${question.text}\n`);
  return exitCodes.completed;
}
