/** `types/node.d.ts`: the part of Node that the bundle uses, so that type-checking installs nothing either. */
export const nodeTypesSource = String.raw`/** What this project uses of Node 20. Remove the file where @types/node is installed. */

declare module 'node:test' {
  function test(name: string, run: () => void | Promise<void>): void;
  export default test;
}

declare module 'node:assert/strict' {
  const assert: {
    (value: unknown, message?: string): asserts value;
    equal(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    notDeepEqual(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    match(text: string, pattern: RegExp): void;
    throws(run: () => unknown, expected?: RegExp | object): void;
    rejects(run: Promise<unknown> | (() => Promise<unknown>), expected?: RegExp | object): Promise<void>;
  };
  export default assert;
}
`;
