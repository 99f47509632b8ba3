import type { Reporter, TestCase } from 'vitest/node';

/** Names the tests that passed at a second try: a slow moment of the machine, or a test that is to be mended. */
export default class RetriedReporter implements Reporter {
  readonly #retried: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const isRetried = (test.diagnostic()?.retryCount ?? 0) > 0;
    if (isRetried && test.result().state === 'passed')
      this.#retried.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(): void {
    if (this.#retried.length > 0) process.stdout.write(`\nPassed at a second try:\n  ${this.#retried.join('\n  ')}\n`);
  }
}
