import type { Ports } from './ports.ts';
import type { PortWrappers } from './traced-ports.ts';

/** Where services find one another; they never import each other. */
export class Bus {
  readonly #ports: Partial<Ports> = {};
  readonly #wrappers: PortWrappers;

  constructor(wrappers: PortWrappers = {}) {
    this.#wrappers = wrappers;
  }

  provide<Name extends keyof Ports>(name: Name, port: Ports[Name]): void {
    this.#ports[name] = this.#wrappers[name]?.(port) ?? port;
  }

  /** @throws Error when no service of that name runs: an error of assembly, not of a client. */
  port<Name extends keyof Ports>(name: Name): Ports[Name] {
    const port = this.#ports[name];
    if (!port) throw new Error(`no service provides the port ${name}`);
    return port;
  }

  /** The port, or undefined where the service does not run. */
  find<Name extends keyof Ports>(name: Name): Ports[Name] | undefined {
    return this.#ports[name];
  }
}
