/** `types/node.d.ts`: the part of Node that the bundle uses, so that type-checking installs nothing either. */
export const nodeTypesSource = String.raw`/** What this project uses of Node 20. Remove this file where @types/node is installed. */

declare module 'node:test' {
  function test(name: string, run: () => void | Promise<void>): void;
  export default test;
  export function after(run: () => void | Promise<void>): void;
  export function before(run: () => void | Promise<void>): void;
}

declare module 'node:assert/strict' {
  const assert: {
    (value: unknown, message?: string): void;
    equal(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    notDeepEqual(actual: unknown, expected: unknown, message?: string): void;
    match(text: string, pattern: RegExp): void;
    throws(run: () => unknown, expected?: RegExp | object): void;
    rejects(run: Promise<unknown> | (() => Promise<unknown>), expected?: RegExp | object): Promise<void>;
  };
  export default assert;
}

declare module 'node:crypto' {
  interface Hash {
    update(data: string): Hash;
    digest(encoding: 'hex' | 'base64url'): string;
  }
  export function createHash(algorithm: 'sha256'): Hash;
  export function createHmac(algorithm: 'sha256', key: string): Hash;
  export function randomBytes(size: number): Buffer;
  export function randomUUID(): string;
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
}

declare module 'node:child_process' {
  interface ChildProcess {
    stdout: AsyncIterable<Buffer>;
    kill(signal: 'SIGTERM'): boolean;
    once(event: 'exit', listener: (code: number | null) => void): void;
  }
  export function spawn(
    program: string,
    args: readonly string[],
    options: { env: Record<string, string | undefined>; stdio: readonly string[] },
  ): ChildProcess;
}

declare module 'node:http' {
  export interface IncomingMessage extends AsyncIterable<Uint8Array> {
    readonly method?: string;
    readonly url?: string;
    readonly headers: { readonly [name: string]: string | string[] | undefined };
    readonly complete: boolean;
    resume(): void;
  }
  export interface ServerResponse {
    writeHead(status: number, headers: Record<string, string>): void;
    end(body?: string): void;
  }
  export interface Server {
    requestTimeout: number;
    headersTimeout: number;
    listen(port: number, host: string, onListening: () => void): void;
    close(onClosed: (error?: Error) => void): void;
    closeIdleConnections(): void;
    closeAllConnections(): void;
    address(): { port: number } | null;
    on(event: 'error', listener: (error: Error) => void): void;
  }
  export function createServer(listener: (request: IncomingMessage, response: ServerResponse) => void): Server;
}

declare module 'node:url' {
  export function fileURLToPath(url: URL): string;
}

interface ImportMeta {
  readonly url: string;
}

interface Buffer extends Uint8Array {
  toString(encoding?: 'hex' | 'base64url' | 'utf8'): string;
}
declare const Buffer: {
  from(text: string, encoding?: 'base64url' | 'utf8'): Buffer;
  concat(parts: readonly Uint8Array[]): Buffer;
};

declare const process: {
  readonly argv: readonly string[];
  readonly env: { readonly [name: string]: string | undefined };
  readonly execPath: string;
  exitCode: number | undefined;
  exit(code: number): never;
  on(event: 'SIGTERM' | 'SIGINT', listener: () => void): void;
};

declare const console: { log(...values: unknown[]): void; error(...values: unknown[]): void };

interface Timer {
  unref(): Timer;
}
declare function setTimeout(run: () => void, milliseconds: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;
declare function setInterval(run: () => void, milliseconds: number): Timer;
declare function clearInterval(timer: Timer): void;
declare function queueMicrotask(run: () => void): void;
declare function structuredClone<Value>(value: Value): Value;

interface AbortSignal {
  readonly aborted: boolean;
}
declare const AbortSignal: { timeout(milliseconds: number): AbortSignal };
declare class AbortController {
  readonly signal: AbortSignal;
  abort(): void;
}

declare class TextDecoder {
  constructor(encoding: 'utf-8', options: { fatal: boolean });
  decode(bytes: Uint8Array): string;
}

interface URLSearchParams {
  get(name: string): string | null;
}
declare class URL {
  constructor(target: string, base?: string);
  readonly href: string;
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
}

interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<any>;
  text(): Promise<string>;
}
declare function fetch(
  url: string,
  options?: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<FetchResponse>;
`;
