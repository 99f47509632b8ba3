import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResolverContext } from '../contract.ts';
import { errorOf, testContext, testSource, valueOf } from '../testing.ts';
import { compileTemplate } from './compile-template.ts';
import { TemplateSyntaxError } from './syntax.ts';

const evaluate = (template: string, context: Partial<ResolverContext> = {}) =>
  compileTemplate(template, { source: testSource() }).evaluate(testContext(context));

/** What the expression gives, as `$util.toJson` shows it. */
const shown = (expression: string, context: Partial<ResolverContext> = {}): unknown =>
  valueOf(evaluate(`#set( $result = ${expression} )\n$util.toJson($result)`, context));

/** What the text of the template renders to, read as a JSON string. */
const rendered = (template: string, context: Partial<ResolverContext> = {}): unknown =>
  valueOf(evaluate(`"${template}"`, context));

describe('references', () => {
  it('reads properties, entries by index and by key, and methods', () => {
    const args = { list: [{ name: 'first' }], map: { key: 'value' } };
    expect(shown('$ctx.args.list[0].name', { arguments: args })).toBe('first');
    expect(shown('$context.arguments.map["key"]', { arguments: args })).toBe('value');
    expect(shown('$ctx.args.map.get("key")', { arguments: args })).toBe('value');
    expect(shown('$ctx.args.list[-1].name', { arguments: args })).toBe('first');
  });

  it('gives null where a path breaks off, also for unknown methods and functions', () => {
    expect(shown('$ctx.args.nothing.at.all.size()')).toBeNull();
    expect(shown('$ctx.args.list.put("b")', { arguments: { list: ['a'] } })).toBeNull();
    expect(shown('$util.noSuchThing("x")')).toBeNull();
    expect(shown('$unknown.call()')).toBeNull();
  });

  it('never answers from a prototype', () => {
    expect(shown('$ctx.args.constructor')).toBeNull();
    expect(shown('$ctx.stash.get("__proto__")')).toBeNull();
    expect(shown('$util.toString')).toBeNull();
  });

  it('renders an unknown reference as it is spelled, a quiet one as nothing', () => {
    expect(rendered('$ctx.args.name and ${other}')).toBe('$ctx.args.name and ${other}');
    expect(rendered('[$!ctx.args.name]')).toBe('[]');
  });

  it('takes names with hyphens, as headers have', () => {
    const request = { headers: { 'x-api-key': 'k' }, domainName: null };
    expect(shown('$ctx.request.headers.x-api-key', { request })).toBe('k');
  });

  it('ends a name where braces say so', () => {
    expect(rendered('#set($part = "ab")${part}c')).toBe('abc');
  });

  it('keeps text that only looks like a reference or a directive', () => {
    expect(rendered('costs $5, #key = :key, #1')).toBe('costs $5, #key = :key, #1');
    expect(rendered('\\$ctx.args and \\#if')).toBe('$ctx.args and #if');
  });
});

describe('#set', () => {
  it('assigns null too', () => {
    expect(shown('$gone', {})).toBeNull();
    expect(valueOf(evaluate('#set($a = 1)#set($a = $ctx.args.none)$util.toJson($a)'))).toBeNull();
  });

  it('changes maps and lists of the context in place', () => {
    const context = testContext({ arguments: { input: { tags: ['x'] } } });
    compileTemplate('#set($ctx.args.input.name = "n")#set($ctx.args.input.tags[0] = "y")').evaluate(context);
    expect(context.arguments).toEqual({ input: { name: 'n', tags: ['y'] } });
  });

  it('treats __proto__ as a key', () => {
    expect(valueOf(evaluate('#set($m = {})#set($m.__proto__ = 1)$m.containsKey("__proto__")'))).toBe(true);
  });
});

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3 - 4', 3],
    ['(1 + 2) * 3', 9],
    ['7 / 2', 3],
    ['7.0 / 2', 3],
    ['7.5 / 2', 3.75],
    ['7 % 4', 3],
    ['1 / 0', null],
    ['-3 + 1', -2],
    ['"a" + 1', 'a1'],
    ['1 + $none', null],
    ['1 == 1.0', true],
    ['"1" == 1', true],
    ['true == "true"', true],
    ['$none == null', true],
    ['$none != 1', true],
    ['["a"] == ["a"]', true],
    ['["a"] == "a"', false],
    ['2 >= 2 && 1 < 2', true],
    ['"a" < "b"', false],
    ['!$none', true],
    ['not true or true', true],
    ['1 lt 2 and 2 ge 2 and 1 ne 2 and 1 eq 1', true],
    ['"" || false', true],
    ['[1..3]', [1, 2, 3]],
    ['[3..1]', [3, 2, 1]],
    ["'$ctx stays'", '$ctx stays'],
    ['"say ""yes"""', 'say "yes"'],
  ])('%s is %j', (expression, expected) => {
    expect(shown(expression)).toEqual(expected);
  });

  it('does not take a property for the operator of its name', () => {
    expect(shown('$ctx.args.between.eq == 1', { arguments: { between: { eq: 1 } } })).toBe(true);
  });

  it('evaluates the right side of && and || only when needed', () => {
    const left = evaluate('#if(false && $util.unauthorized())1#{else}2#end');
    expect(valueOf(left)).toBe(2);
  });

  it('fills in strings, with directives inside', () => {
    const args = { id: 7, tags: ['a', 'b'], filter: { eq: [1] } };
    expect(shown('"id $ctx.args.id ${ctx.args.tags} $ctx.args.filter.eq[0]"', { arguments: args })).toBe(
      'id 7 [a, b] 1',
    );
    expect(shown('"#if($ctx.args.id)yes#{else}no#end"', { arguments: args })).toBe('yes');
  });

  it('shows lists and maps as Java does', () => {
    expect(rendered('#set($m = {"a": [1, null], "b": {}})$m')).toBe('{a=[1, null], b={}}');
  });
});

describe('directives', () => {
  it('takes the first branch that holds', () => {
    const template = '#if($ctx.args.n == 1)"one"#elseif($ctx.args.n == 2)"two"#else"many"#end';
    expect([1, 2, 3].map((n) => valueOf(evaluate(template, { arguments: { n } })))).toEqual(['one', 'two', 'many']);
  });

  it('loops over lists, maps, keys and entries', () => {
    const map = { k: 1, l: 2 };
    expect(rendered('#foreach($v in [1, 2])$v;#end')).toBe('1;2;');
    expect(rendered('#foreach($v in $ctx.args)$v;#end', { arguments: map })).toBe('1;2;');
    expect(rendered('#foreach($k in $ctx.args.keySet())$k;#end', { arguments: map })).toBe('k;l;');
    expect(rendered('#foreach($e in $ctx.args.entrySet())$e.key=$e.value;#end', { arguments: map })).toBe('k=1;l=2;');
    expect(rendered('#foreach($v in $none)x#end#foreach($v in "text")x#end')).toBe('');
  });

  it('knows where it is in a loop', () => {
    const body = '$foreach.index/$foreach.count/$velocityCount/$foreach.first/$foreach.last/$foreach.hasNext() ';
    expect(rendered(`#foreach($v in ["a", "b"])${body}#end`)).toBe('0/1/1/true/false/true 1/2/2/false/true/false ');
    expect(rendered('#foreach($a in [1,2])#foreach($b in [1])$foreach.parent.index#end#end')).toBe('01');
  });

  it('leaves a loop at #break, and restores its variable afterwards', () => {
    expect(rendered('#set($v = 9)#foreach($v in [1, 2, 3])#if($v == 2)#break#end$v#end|$v')).toBe('1|9');
  });

  it('visits a thousand elements at most', () => {
    const list = Array.from({ length: 1500 }, (_, index) => index);
    expect(shown('$last', {})).toBeNull();
    expect(valueOf(evaluate('#foreach($v in $ctx.args.list)#set($last = $v)#end$last', { arguments: { list } }))).toBe(
      999,
    );
  });

  it('ends the template at #return, with or without a value', () => {
    expect(evaluate('#return({"a": 1})never').outcome).toEqual({ kind: 'return', value: { a: 1 } });
    expect(evaluate('#return($util.toJson({"a": null}))').outcome).toEqual({ kind: 'return', value: { a: null } });
    expect(evaluate('#if(true)#return#end"after"').outcome).toEqual({ kind: 'return', value: null });
    expect(evaluate('#foreach($v in [1,2])#return($v)#end').outcome).toEqual({ kind: 'return', value: 1 });
  });

  it('ends what it renders at #stop', () => {
    expect(evaluate('{"a": 1}#stop}').outcome).toEqual({ kind: 'value', value: { a: 1 } });
  });

  it('runs macros and shows defined blocks', () => {
    expect(rendered('#macro(pair $a $b)($a,$b)#end#pair(1 2)#pair(3, 4)')).toBe('(1,2)(3,4)');
    expect(rendered('#define($block)<$name>#end#set($name = "n")$block')).toBe('<n>');
  });

  it('leaves out comments and keeps unparsed text', () => {
    expect(valueOf(evaluate('## line\n{"a": #* block *# 1}'))).toEqual({ a: 1 });
    expect(rendered('#[[$raw #if]]#')).toBe('$raw #if');
  });

  it('refuses directives that reach for other files', () => {
    expect(() => compileTemplate('#parse("other.vtl")')).toThrow('#parse is not available in AppSync at line 1');
  });
});

describe('methods of values', () => {
  it.each([
    ['split drops empty strings at the end', '$s.split(",")', ['a', 'b']],
    ['replaceAll takes a pattern', '$s.replaceAll("[ab]", "<$0>")', '<a>,<b>,,'],
    ['replace takes text', '$s.replace(",", ".")', 'a.b..'],
    ['substring', '$s.substring(2, 3)', 'b'],
    ['indexOf and length', '$s.indexOf("b") + $s.length()', 7],
    ['case and trim', '$s.concat(" ").trim().toUpperCase()', 'A,B,,'],
    ['matches wants the whole', '$s.matches("a")', false],
    ['startsWith', '$s.startsWith("a,")', true],
    ['size is no method of strings', '$s.size()', null],
    ['equals', '$s.equals("a,b,,")', true],
  ])('strings: %s', (_, expression, expected) => {
    expect(valueOf(evaluate(`#set($s = "a,b,,")#set($r = ${expression})$util.toJson($r)`))).toEqual(expected);
  });

  it('lists', () => {
    const template = `#set($l = [1, 2])$util.qr($l.add(3))$util.qr($l.addAll([4, 1]))$util.qr($l.remove(0))
      $util.qr($l.removeAll([4]))$util.toJson([$l, $l.size(), $l.contains(2), $l.indexOf(3), $l.isEmpty(), $l.get(0)])`;
    expect(valueOf(evaluate(template))).toEqual([[2, 3, 1], 3, true, 1, false, 2]);
  });

  it('maps', () => {
    const template = `#set($m = {"a": 1})$util.qr($m.put("b", 2))$util.qr($m.putAll({"c": 3}))$util.qr($m.remove("a"))
      $util.toJson([$m, $m.size(), $m.containsKey("b"), $m.keySet(), $m.values(), $m.getOrDefault("z", 9)])`;
    expect(valueOf(evaluate(template))).toEqual([{ b: 2, c: 3 }, 2, true, ['b', 'c'], [2, 3], 9]);
  });

  it('fails where Java throws', () => {
    expect(errorOf(evaluate('#set($l = [])$l.get(0)'))).toEqual({
      message: 'Index 0 out of bounds for length 0',
      errorType: 'MappingTemplate',
    });
  });
});

describe('outcomes', () => {
  it('gives undefined for a template that writes nothing', () => {
    expect(evaluate('#set($a = 1)\n').outcome).toEqual({ kind: 'value', value: undefined });
  });

  it('says why the text is no JSON', () => {
    expect(errorOf(evaluate('{"a": }'))).toMatchObject({
      message: expect.stringContaining('Unable to parse the JSON document') as unknown,
      errorType: 'MappingTemplate',
    });
  });

  it('ends with what $util.error says, keeping what was appended before', () => {
    const template = '$util.appendError("first", "A")$util.error("second", "B", {"d": 1}, {"i": 2})never';
    expect(evaluate(template)).toMatchObject({
      outcome: { kind: 'error', error: { message: 'second', errorType: 'B', data: { d: 1 }, errorInfo: { i: 2 } } },
      appendedErrors: [{ message: 'first', errorType: 'A' }],
    });
  });

  it('names field and type when unauthorized', () => {
    expect(errorOf(evaluate('$util.unauthorized()'))).toEqual({
      message: 'Not Authorized to access field on type Query',
      errorType: 'Unauthorized',
    });
  });

  it('collects subscription filters and invalidations', () => {
    const filter = '$util.transform.toSubscriptionFilter({"a": {"eq": 1}})';
    const evaluation = evaluate(
      `$extensions.setSubscriptionFilter(${filter})$extensions.setSubscriptionInvalidationFilter(${filter})
      $extensions.invalidateSubscriptions({"subscriptionField": "onX", "payload": {}})$util.toJson(null)`,
    );
    const filterGroup = [{ filters: [{ fieldName: 'a', operator: 'eq', value: 1 }] }];
    expect(evaluation).toMatchObject({
      outcome: { kind: 'value', value: null },
      subscriptionFilters: { filterGroup },
      invalidationFilters: { filterGroup },
      invalidations: [{ subscriptionField: 'onX', payload: {} }],
    });
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      '#set(',
      '$a',
      '$util.toJson(',
      '#if(',
      '#end',
      '#foreach($x in ',
      '[1..9]',
      '{',
      '}',
      '"',
      ')',
      '(',
      '#else',
      '$',
      '.b',
      '!',
    ],
    ...[
      '#macro(m $a)',
      '#m(1)',
      '#*',
      '##\n',
      '== ',
      ' + 1',
      '[',
      ']',
      ',',
      '\\',
      '#return',
      '#break',
      "'",
      '#define($d)',
      '$d',
    ],
  );

  it('compiles and evaluates, or is refused with its place', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((parts) => parts.join('')),
        ),
        (text) => {
          let template: ReturnType<typeof compileTemplate>;
          try {
            template = compileTemplate(text);
          } catch (error) {
            expect(error).toBeInstanceOf(TemplateSyntaxError);
            return;
          }
          expect(['value', 'return', 'error']).toContain(template.evaluate(testContext()).outcome.kind);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is refused when nested beyond reason, and stopped when it runs beyond reason', () => {
    expect(() => compileTemplate(`#set($a = ${'('.repeat(5000)}1`)).toThrow(TemplateSyntaxError);
    expect(() => compileTemplate('#if(true)'.repeat(5000))).toThrow(TemplateSyntaxError);
    const loop = '#foreach($a in [1..999])'.repeat(3) + '#end'.repeat(3);
    expect(errorOf(evaluate(loop)).message).toContain('turns');
    expect(errorOf(evaluate('#macro(m)#m()#end#m()')).errorType).toBe('MappingTemplate');
  });
});

describe('the quota of an evaluated template', () => {
  it('is 5 MB', () => {
    const context = { arguments: { text: 'x'.repeat(3 * 1024 * 1024) } };
    expect(errorOf(evaluate('"$ctx.args.text$ctx.args.text"', context)).message).toContain('5 MB');
    expect(valueOf(evaluate('"$ctx.args.text"', context))).toBe(context.arguments.text);
  });
});
