import { findFunction, type UtilFunction } from '../util/function-table.ts';
import { isList, isRecord, javaString, ownValue, setOwn } from '../util/values.ts';
import type { Compiler } from './compiler.ts';
import { type Frame, Loop } from './frame.ts';
import { itemAt } from './list-methods.ts';
import { compileMethod } from './method-call.ts';
import { isTrue, OPERATORS } from './operators.ts';
import type { Expression, Reference, Step } from './syntax.ts';
import { EXTENSIONS, TEMPLATE_UTIL } from './template-util.ts';

/** A compiled expression. */
export type Evaluate = (frame: Frame) => unknown;

type Access = (target: unknown, frame: Frame) => unknown;

/** Elements a range may have. */
const RANGE_LIMIT = 10_000;

export function compileExpression(expression: Expression, compiler: Compiler): Evaluate {
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'reference':
      return compileReference(expression, compiler);
    case 'interpolation': {
      const block = compiler.block(expression.body, false);
      return (frame) =>
        frame.capture(() => {
          block(frame);
        });
    }
    case 'list': {
      const items = expression.items.map((item) => compileExpression(item, compiler));
      return (frame) => items.map((item) => item(frame) ?? null);
    }
    case 'range':
      return compileRange(expression.from, expression.to, compiler);
    case 'map':
      return compileMap(expression.entries, compiler);
    case 'not': {
      const operand = compileExpression(expression.operand, compiler);
      return (frame) => !isTrue(operand(frame));
    }
    case 'negate': {
      const operand = compileExpression(expression.operand, compiler);
      return (frame) => {
        const value = operand(frame);
        return typeof value === 'number' ? -value : null;
      };
    }
    case 'binary':
      return compileBinary(expression, compiler);
  }
}

function compileBinary(expression: Extract<Expression, { kind: 'binary' }>, compiler: Compiler): Evaluate {
  const left = compileExpression(expression.left, compiler);
  const right = compileExpression(expression.right, compiler);
  if (expression.operator === '&&') return (frame) => isTrue(left(frame)) && isTrue(right(frame));
  if (expression.operator === '||') return (frame) => isTrue(left(frame)) || isTrue(right(frame));
  const apply = OPERATORS[expression.operator];
  return (frame) => apply(left(frame), right(frame));
}

function compileRange(from: Expression, to: Expression, compiler: Compiler): Evaluate {
  const start = compileExpression(from, compiler);
  const end = compileExpression(to, compiler);
  return (frame) => {
    const first = start(frame);
    const last = end(frame);
    if (typeof first !== 'number' || typeof last !== 'number') return null;
    const step = first <= last ? 1 : -1;
    const length = Math.min(Math.abs(last - first) + 1, RANGE_LIMIT);
    return Array.from({ length }, (_, index) => first + index * step);
  };
}

function compileMap(entries: { key: Expression; value: Expression }[], compiler: Compiler): Evaluate {
  const compiled = entries.map(({ key, value }) => ({
    key: compileExpression(key, compiler),
    value: compileExpression(value, compiler),
  }));
  return (frame) => {
    const map: Record<string, unknown> = {};
    for (const { key, value } of compiled) setOwn(map, javaString(key(frame)), value(frame) ?? null);
    return map;
  };
}

/** Compiles a reference to what it gives; null wherever the path breaks off. */
export function compileReference(reference: Reference, compiler: Compiler): Evaluate {
  const { root, steps } = reference;
  if (root === 'util' || root === 'utils') return compileFunction(TEMPLATE_UTIL, steps, compiler);
  if (root === 'extensions') return compileFunction(EXTENSIONS, steps, compiler);
  return compileSteps(compileRoot(root, compiler), steps, compiler);
}

function compileRoot(root: string, compiler: Compiler): Evaluate {
  switch (root) {
    case 'ctx':
    case 'context':
      return (frame) => frame.context;
    case 'foreach':
      return (frame) => frame.loop;
    case 'velocityCount':
      return (frame) => (frame.loop ? frame.loop.index + 1 : null);
    case 'velocityHasNext':
      return (frame) => frame.loop?.hasNext ?? null;
    default: {
      const slot = compiler.slot(root);
      return (frame) => frame.slots[slot];
    }
  }
}

/** `$util.a.b(…).c`: the function is found at compile time; an unknown one gives null. */
function compileFunction(table: typeof TEMPLATE_UTIL, steps: Step[], compiler: Compiler): Evaluate {
  const call = steps.findIndex(({ kind }) => kind === 'method');
  const path = steps.slice(0, call + 1).flatMap((step) => (step.kind === 'index' ? [] : [step.name]));
  const step = steps[call];
  const found = step ? findFunction(table, path) : undefined;
  if (step?.kind !== 'method' || !found) return () => null;
  const args = step.args.map((argument) => compileExpression(argument, compiler));
  return compileSteps(compileCall(found, args), steps.slice(call + 1), compiler);
}

function compileCall(call: UtilFunction, args: Evaluate[]): Evaluate {
  const [first, second] = args;
  if (!first) return (frame) => call(frame.run);
  if (!second) return (frame) => call(frame.run, first(frame));
  if (args.length === 2) return (frame) => call(frame.run, first(frame), second(frame));
  return (frame) => call(frame.run, ...args.map((argument) => argument(frame)));
}

function compileSteps(root: Evaluate, steps: Step[], compiler: Compiler): Evaluate {
  let evaluate = root;
  for (const step of steps) {
    const access = compileStep(step, compiler);
    const before = evaluate;
    evaluate = (frame) => access(before(frame), frame);
  }
  return evaluate;
}

function compileStep(step: Step, compiler: Compiler): Access {
  switch (step.kind) {
    case 'property': {
      const { name } = step;
      return (target) => readProperty(target, name);
    }
    case 'method': {
      const call = compileMethod(step.name);
      const args = step.args.map((argument) => compileExpression(argument, compiler));
      return (target, frame) =>
        call(
          target,
          args.map((argument) => argument(frame)),
        );
    }
    case 'index': {
      const index = compileExpression(step.index, compiler);
      return (target, frame) => readIndex(target, index(frame));
    }
  }
}

function readProperty(target: unknown, name: string): unknown {
  if (target === null || typeof target !== 'object') return target === '' && name === 'empty' ? true : null;
  if (target instanceof Loop) return target.property(name);
  if (isList(target)) return name === 'empty' ? target.length === 0 : null;
  return isRecord(target) ? ownValue(target, name) : null;
}

function readIndex(target: unknown, index: unknown): unknown {
  if (isList(target)) return itemAt(target, typeof index === 'number' && index < 0 ? index + target.length : index);
  return isRecord(target) ? ownValue(target, javaString(index)) : null;
}

/** Compiles the left side of `#set`. */
export function compileTarget(target: Reference, compiler: Compiler): (frame: Frame, value: unknown) => void {
  const last = target.steps.at(-1);
  if (!last) {
    const slot = compiler.slot(target.root);
    return (frame, value) => {
      frame.slots[slot] = value;
    };
  }
  const owner = compileReference({ ...target, steps: target.steps.slice(0, -1) }, compiler);
  if (last.kind === 'method') return () => undefined;
  const key: Evaluate = last.kind === 'property' ? () => last.name : compileExpression(last.index, compiler);
  return (frame, value) => {
    const holder = owner(frame);
    const name = key(frame);
    if (isList(holder) && typeof name === 'number' && name >= 0 && name < holder.length) holder[name] = value;
    else if (isRecord(holder)) setOwn(holder, javaString(name), value);
  };
}
