import type { Work } from './compare.ts';
import { LeanClient } from './lean-client.ts';

/** Every so many answers one is read whole. */
const READ_EVERY = 50;

type Query = {
  readonly query: string;
  readonly variables?: object;
  /** What the answer's text must hold. */
  readonly holds: string;
  /** What is asked of a whole answer. @throws Error when it is not what it should be */
  readonly check?: (data: Record<string, unknown>) => void;
};

/** A GraphQL API under load: requests are written before, and every answer is looked at, a sample of them whole. */
export class GraphqlLoad {
  readonly #client: LeanClient;
  readonly #path: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.#client = new LeanClient(url);
    this.#path = new URL(url).pathname;
    this.#headers = headers;
  }

  /** Work that sends the queries in turn. */
  work(queries: readonly Query[]): Work {
    const prepared = queries.map(({ query, variables = {}, holds, check }) => ({
      request: this.#client.post(this.#path, this.#headers, { query, variables }),
      holds: Buffer.from(holds),
      check,
    }));
    let answered = 0;
    return async (index) => {
      const asked = prepared[index % prepared.length];
      if (!asked) throw new Error('There is no query to send.');
      const { status, body } = await this.#client.send(asked.request);
      if (status !== 200 || body.includes('"errors"') || !body.includes(asked.holds)) {
        throw new Error(`The answer is not what was asked for: ${status} ${body.toString().slice(0, 500)}`);
      }
      if (answered++ % READ_EVERY === 0) {
        const { data } = JSON.parse(body.toString()) as { data: Record<string, unknown> };
        asked.check?.(data);
      }
    };
  }

  close(): void {
    this.#client.close();
  }
}
