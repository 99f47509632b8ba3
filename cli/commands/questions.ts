import { type Interviewing, interviewing } from '../answers.ts';
import { exitCodes, UsageError } from '../errors.ts';

/** Lists the questions of an interviewing agent: the ids that an answers file may use. */
export function questions({ agent, json }: { agent: string; json: boolean }): number {
  if (!isInterviewing(agent)) {
    const names = Object.keys(interviewing).join(', ');
    throw new UsageError(`${JSON.stringify(agent)} is no interviewing agent; there are: ${names}.`);
  }
  const list = interviewing[agent]();
  if (json) process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
  else for (const { id, text } of list) process.stdout.write(`${id}\n    ${text}\n`);
  return exitCodes.completed;
}

function isInterviewing(agent: string): agent is Interviewing {
  return Object.hasOwn(interviewing, agent);
}
