// The workflow on DBOS: node workflow-dbos.mjs DATABASE_URL
import { createRequire } from 'node:module';
import { serve, timer } from '../workflow/peer.ts';
import { BRANCHES, RESULT } from '../workflow/steps.ts';

const { DBOS } = createRequire(`${process.env.PEERS}/`)('@dbos-inc/dbos-sdk');

const timings = new Map();

const workflow = DBOS.registerWorkflow(
  async (id) => {
    const step = timer(timings.get(id));
    const run = (name) => DBOS.runStep(async () => step(name, () => RESULT), { name });
    await run('parse');
    await run('analysis');
    await Promise.allSettled(BRANCHES.map((branch) => run(branch)));
    await run('compliance');
    await run('qa');
    return run('submission');
  },
  { name: 'workflow' },
);

DBOS.setConfig({ name: 'bench', systemDatabaseUrl: process.argv[2], logLevel: 'error', applicationVersion: '1' });
await DBOS.launch();

let started = 0;
serve(async () => {
  const id = String(started++);
  const times = new Map();
  timings.set(id, times);
  const handle = await DBOS.startWorkflow(workflow)(id);
  const result = await handle.getResult();
  timings.delete(id);
  if (result !== RESULT) throw new Error('The workflow has another result.');
  return times;
});
