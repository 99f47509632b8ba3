import http from 'node:http';
import https from 'node:https';

export interface Posted {
  readonly status: number;
  readonly text: string;
  readonly headers: http.IncomingHttpHeaders;
}

export type Post = (headers: http.OutgoingHttpHeaders, body: string) => Promise<Posted>;

/**
 * Posts texts to one address on connections that are kept. By Node's own client, which the SDK has loaded anyway: the
 * first `fetch` costs a function some 20 ms of CPU, and every later one about three times as much.
 * @throws Error when there is no whole answer within `timeoutMs`, or no connection.
 */
export function createPost(url: URL, timeoutMs: number): Post {
  const protocol = url.protocol === 'https:' ? https : http;
  const agent = new protocol.Agent({ keepAlive: true });
  return (headers, body) =>
    new Promise((resolve, reject) => {
      const request = protocol.request(
        url,
        { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', fail);
          response.once('end', () => {
            clearTimeout(timer);
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
          });
        },
      );
      const timer = setTimeout(
        () => request.destroy(new Error(`${url.host} did not answer within ${timeoutMs} ms.`)),
        timeoutMs,
      );
      function fail(error: Error): void {
        clearTimeout(timer);
        reject(error);
      }
      request.once('error', fail);
      request.end(body);
    });
}
