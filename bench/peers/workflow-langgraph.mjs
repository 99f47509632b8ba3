// The workflow on LangGraph.js: node workflow-langgraph.mjs sqlite FILE | postgres DATABASE_URL
import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { serve, timer } from '../workflow/peer.ts';
import { BRANCHES, RESULT } from '../workflow/steps.ts';

const load = createRequire(`${process.env.PEERS}/`);
const { Annotation, END, Send, START, StateGraph } = load('@langchain/langgraph');
const [kind, place] = process.argv.slice(2);

/**
 * Node's own SQLite as the checkpointer expects it: better-sqlite3 12.11, which it brings, is ended by an assertion of
 * Node 24.21 (RemoveEnvironmentCleanupHook).
 */
function openSqlite(file) {
  const database = new DatabaseSync(file);
  const exec = (sql) => database.exec(sql);
  // As better-sqlite3 has it with a write-ahead log.
  exec('PRAGMA synchronous = NORMAL');
  return {
    exec,
    pragma: (text) => exec(`PRAGMA ${text}`),
    prepare(sql) {
      const statement = database.prepare(sql);
      const bound =
        (method) =>
        (...values) =>
          statement[method](...values.map((value) => value ?? null));
      return { get: bound('get'), all: bound('all'), run: bound('run') };
    },
    transaction:
      (work) =>
      (...args) => {
        exec('BEGIN');
        try {
          work(...args);
          exec('COMMIT');
        } catch (error) {
          exec('ROLLBACK');
          throw error;
        }
      },
  };
}

async function openCheckpointer() {
  if (kind === 'sqlite') return new (load('@langchain/langgraph-checkpoint-sqlite').SqliteSaver)(openSqlite(place));
  const saver = load('@langchain/langgraph-checkpoint-postgres').PostgresSaver.fromConnString(place);
  await saver.setup();
  return saver;
}

const timings = new Map();
const State = Annotation.Root({
  parse: Annotation(),
  analysis: Annotation(),
  content: Annotation({ reducer: (before, more) => [...before, ...more], default: () => [] }),
  compliance: Annotation(),
  qa: Annotation(),
  submission: Annotation(),
});
const run = (key, { configurable }) => timer(timings.get(configurable.thread_id))(key, () => RESULT);
const node = (key) => (_state, config) => ({ [key]: run(key, config) });

const graph = new StateGraph(State)
  .addNode('do-parse', node('parse'))
  .addNode('do-analysis', node('analysis'))
  .addNode('do-content', ({ branch }, config) => ({ content: [run(branch, config)] }))
  .addNode('do-compliance', node('compliance'))
  .addNode('do-qa', node('qa'))
  .addNode('do-submission', node('submission'))
  .addEdge(START, 'do-parse')
  .addEdge('do-parse', 'do-analysis')
  .addConditionalEdges('do-analysis', () => BRANCHES.map((branch) => new Send('do-content', { branch })), [
    'do-content',
  ])
  .addEdge('do-content', 'do-compliance')
  .addEdge('do-compliance', 'do-qa')
  .addEdge('do-qa', 'do-submission')
  .addEdge('do-submission', END)
  .compile({ checkpointer: await openCheckpointer() });

let started = 0;
serve(async () => {
  const id = `${process.pid}-${started++}`;
  const times = new Map();
  timings.set(id, times);
  // A step's result is kept before the next begins, as in the others.
  const { submission } = await graph.invoke({}, { configurable: { thread_id: id }, durability: 'sync' });
  timings.delete(id);
  if (submission !== RESULT) throw new Error('The workflow has another result.');
  return times;
});
