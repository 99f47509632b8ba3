// The workflow on Restate: node workflow-restate.mjs INGRESS_PORT ADMIN_PORT ENDPOINT_PORT
import { createRequire } from 'node:module';
import { serve, timer } from '../workflow/peer.ts';
import { BRANCHES, RESULT } from '../workflow/steps.ts';

const restate = createRequire(`${process.env.PEERS}/`)('@restatedev/restate-sdk');
const [ingress, admin, endpoint] = process.argv.slice(2);
const timings = new Map();

const workflow = restate.workflow({
  name: 'bench',
  handlers: {
    run: async (context) => {
      const step = timer(timings.get(context.key));
      const run = (name) => context.run(name, () => step(name, () => RESULT));
      await run('parse');
      await run('analysis');
      await restate.RestatePromise.all(BRANCHES.map((branch) => run(branch)));
      await run('compliance');
      await run('qa');
      return run('submission');
    },
  },
});

await restate.serve({ services: [workflow], port: Number(endpoint) });

async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

await post(`http://127.0.0.1:${admin}/deployments`, { uri: `http://127.0.0.1:${endpoint}` });

let started = 0;
serve(async () => {
  const id = String(started++);
  const times = new Map();
  timings.set(id, times);
  const result = await post(`http://127.0.0.1:${ingress}/bench/${id}/run`, null);
  timings.delete(id);
  if (result !== RESULT) throw new Error('The workflow has another result.');
  return times;
});
