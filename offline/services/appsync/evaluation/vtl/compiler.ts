import type { Execute } from './execute.ts';
import type { Block, Macro } from './syntax.ts';

type CompileBlock = (block: Block, isTail: boolean, compiler: Compiler) => Execute;
type CompiledMacro = { slots: number[]; body: Execute };

/** What the compilation of one template shares: variables as numbered slots, macros by name. */
export class Compiler {
  readonly #slots = new Map<string, number>();
  readonly #macros: Map<string, Macro>;
  readonly #compileBlock: CompileBlock;
  readonly #compiled = new Map<string, CompiledMacro>();

  constructor(macros: Map<string, Macro>, compileBlock: CompileBlock) {
    this.#macros = macros;
    this.#compileBlock = compileBlock;
  }

  get slots(): number {
    return this.#slots.size;
  }

  /** The number of the variable `name`. */
  slot(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) return known;
    const slot = this.#slots.size;
    this.#slots.set(name, slot);
    return slot;
  }

  block(block: Block, isTail: boolean): Execute {
    return this.#compileBlock(block, isTail, this);
  }

  /** The macro `name`, looked up when called, since it may call itself. */
  macro(name: string): () => CompiledMacro {
    const macro = this.#macros.get(name);
    if (macro && !this.#compiled.has(name)) {
      const compiled: CompiledMacro = {
        slots: macro.parameters.map((parameter) => this.slot(parameter)),
        body: () => 0,
      };
      this.#compiled.set(name, compiled);
      compiled.body = this.block(macro.body, false);
    }
    return () => this.#compiled.get(name) ?? { slots: [], body: () => 0 };
  }
}
