import { javaString } from '../util/values.ts';
import { compileExpression, compileReference, compileTarget, type Evaluate } from './compile-expression.ts';
import type { Compiler } from './compiler.ts';
import { BREAK, type Execute, GO_ON, type Signal, STOP } from './execute.ts';
import { DefinedBlock, type Frame, LOOP_LIMIT, Loop } from './frame.ts';
import { elements } from './list-methods.ts';
import { isTrue } from './operators.ts';
import type { Block, Expression, Node, Reference } from './syntax.ts';

/**
 * Compiles a block. `isTail` says that nothing follows it in the template: what `$util.toJson()` writes last there is
 * kept as the value it is, which saves writing it as JSON only to parse that again.
 */
export function compileBlock(block: Block, isTail: boolean, compiler: Compiler): Execute {
  const last = isTail ? block.findLastIndex((node) => node.kind !== 'text' || node.text.trim() !== '') : -1;
  const statements = block.map((node, index) => compileNode(node, index === last, compiler));
  const [first, second] = statements;
  if (!first) return () => GO_ON;
  if (!second) return first;
  return (frame) => {
    for (const statement of statements) {
      const signal = statement(frame);
      if (signal !== GO_ON) return signal;
    }
    return GO_ON;
  };
}

function compileNode(node: Node, isTail: boolean, compiler: Compiler): Execute {
  switch (node.kind) {
    case 'text': {
      const { text } = node;
      return (frame) => {
        frame.out += text;
        return GO_ON;
      };
    }
    case 'output':
      return compileOutput(node.reference, isTail, compiler);
    case 'set': {
      const assign = compileTarget(node.target, compiler);
      const value = compileExpression(node.value, compiler);
      return (frame) => {
        assign(frame, value(frame) ?? null);
        return GO_ON;
      };
    }
    case 'if':
      return compileIf(node, isTail, compiler);
    case 'foreach':
      return compileForeach(node, compiler);
    case 'define': {
      const slot = compiler.slot(node.variable);
      const body = compiler.block(node.body, false);
      return (frame) => {
        frame.slots[slot] = new DefinedBlock(() =>
          frame.capture(() => {
            frame.turn();
            body(frame);
          }),
        );
        return GO_ON;
      };
    }
    case 'call':
      return compileCall(node.macro, node.args, compiler);
    case 'break':
      return () => BREAK;
    case 'stop':
      return () => STOP;
    case 'return':
      return compileReturn(node.value, compiler);
  }
}

function compileOutput(reference: Reference, isTail: boolean, compiler: Compiler): Execute {
  const json = isTail ? jsonArgument(reference) : undefined;
  if (json) {
    const value = compileExpression(json, compiler);
    return (frame) => {
      frame.tail = { value: value(frame) ?? null };
      return GO_ON;
    };
  }
  const evaluate = compileReference(reference, compiler);
  const otherwise = reference.quiet ? '' : reference.text;
  return (frame) => {
    const value = evaluate(frame);
    frame.out += value === null || value === undefined ? otherwise : javaString(value);
    return GO_ON;
  };
}

/** The argument of `$util.toJson(…)`. */
function jsonArgument({ root, steps }: Reference): Expression | undefined {
  const [step] = steps;
  const isCall = steps.length === 1 && step?.kind === 'method' && step.name === 'toJson' && step.args.length === 1;
  return isCall && (root === 'util' || root === 'utils') ? step.args[0] : undefined;
}

function compileIf(node: Extract<Node, { kind: 'if' }>, isTail: boolean, compiler: Compiler): Execute {
  const branches = node.branches.map(({ condition, body }) => ({
    condition: compileExpression(condition, compiler),
    body: compiler.block(body, isTail),
  }));
  const otherwise = node.otherwise ? compiler.block(node.otherwise, isTail) : () => GO_ON;
  return (frame) => {
    for (const { condition, body } of branches) if (isTrue(condition(frame))) return body(frame);
    return otherwise(frame);
  };
}

function compileForeach(node: Extract<Node, { kind: 'foreach' }>, compiler: Compiler): Execute {
  const slot = compiler.slot(node.variable);
  const iterable = compileExpression(node.iterable, compiler);
  const body = compiler.block(node.body, false);
  return (frame) => {
    const items = elements(iterable(frame));
    if (!items) return GO_ON;
    const outer = frame.loop;
    const before = frame.slots[slot];
    // A list that the body changes would otherwise be walked while it grows.
    const walked = items.slice(0, LOOP_LIMIT);
    const loop = new Loop(walked.length, outer);
    frame.loop = loop;
    const signal = walk(frame, loop, walked, slot, body);
    frame.loop = outer;
    frame.slots[slot] = before;
    return signal;
  };
}

function walk(frame: Frame, loop: Loop, items: unknown[], slot: number, body: Execute): Signal {
  for (const [index, item] of items.entries()) {
    frame.turn();
    loop.index = index;
    frame.slots[slot] = item;
    const signal = body(frame);
    if (signal === STOP) return STOP;
    if (signal === BREAK || loop.stopped) return GO_ON;
  }
  return GO_ON;
}

function compileCall(name: string, args: Expression[], compiler: Compiler): Execute {
  const values = args.map((argument) => compileExpression(argument, compiler));
  const macro = compiler.macro(name);
  return (frame) => {
    frame.turn();
    const { slots, body } = macro();
    const given = values.map((value) => value(frame));
    const before = slots.map((slot) => frame.slots[slot]);
    slots.forEach((slot, index) => {
      frame.slots[slot] = given[index] ?? null;
    });
    const signal = body(frame);
    slots.forEach((slot, index) => {
      frame.slots[slot] = before[index];
    });
    return signal;
  };
}

function compileReturn(expression: Expression | null, compiler: Compiler): Execute {
  const argument = expression?.kind === 'reference' ? jsonArgument(expression) : undefined;
  const given = argument ?? expression;
  const value: Evaluate = given ? compileExpression(given, compiler) : () => null;
  const isJsonText = !argument;
  return (frame) => {
    const result = value(frame) ?? null;
    frame.returned = { value: isJsonText && typeof result === 'string' ? parsed(result) : result };
    return STOP;
  };
}

/** What a returned text stands for: its JSON, or itself where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
