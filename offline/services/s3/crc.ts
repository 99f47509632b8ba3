/** Continues a CRC over a chunk; the register begins with all bits set and is inverted at the end. */
export type Crc = (register: bigint, chunk: Uint8Array) => bigint;

const LANES = 16;
const LANE_BYTES = 256 * 8;
const INPUT = LANES * LANE_BYTES;
const PAGES = 3;
const PAGE_BYTES = 65_536;
const ROOM = PAGES * PAGE_BYTES - INPUT;

/**
 * The CRC of a reflected polynomial of at most 64 bits, in WebAssembly: JavaScript has no fast integers of 64 bits, and
 * was three to four times as slow. Sixteen bytes a step, by tables ("slicing").
 */
export function createCrc(polynomial: bigint): Crc {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
  const { memory, update } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof update !== 'function') throw new Error('no CRC was compiled');
  const room = new Uint8Array(memory.buffer);
  fillTables(new BigUint64Array(memory.buffer, 0, LANES * 256), polynomial);
  const run = update as (register: bigint, length: number) => bigint;
  return (register, chunk) => {
    let value = register;
    for (let start = 0; start < chunk.length; start += ROOM) {
      const piece = chunk.length <= ROOM ? chunk : chunk.subarray(start, start + ROOM);
      room.set(piece, INPUT);
      value = run(value, piece.length);
    }
    return BigInt.asUintN(64, value);
  };
}

/** Lane n: what a byte becomes once n more bytes went through the register after it. */
function fillTables(table: BigUint64Array, polynomial: bigint): void {
  for (let index = 0; index < 256; index += 1) {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    table[index] = value;
  }
  for (let at = 256; at < table.length; at += 1) {
    const value = table[at - 256] ?? 0n;
    table[at] = (value >> 8n) ^ (table[Number(value & 0xffn)] ?? 0n);
  }
}

// The little of WebAssembly's binary form that is needed: https://webassembly.github.io/spec/core/binary/
const [I32, I64] = [0x7f, 0x7e];
const LOOP = [0x03, 0x40];
const [BLOCK, END, BR_IF] = [[0x02, 0x40], 0x0b, 0x0d];
const [I32_EQZ, I32_LT_U, I32_GE_U, I32_ADD, I32_SUB, I32_AND, I32_XOR, I32_SHL, I32_SHR_U] = [
  0x45, 0x49, 0x4f, 0x6a, 0x6b, 0x71, 0x73, 0x74, 0x76,
];
const [I64_XOR, I64_SHR_U, I32_WRAP] = [0x85, 0x88, 0xa7];
const [REGISTER, LEFT, AT, WORD] = [0, 1, 2, 3];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const i32 = (value: number) => [0x41, ...signed(value)];
const i64 = (value: number) => [0x42, ...signed(value)];
const load64 = (offset: number) => [0x29, 0, ...unsigned(offset)];
const loadByte = (offset: number) => [0x2d, 0, ...unsigned(offset)];

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

const section = (id: number, ...content: number[]) => [id, ...unsigned(content.length), ...content];
const name = (text: string) => [text.length, ...Buffer.from(text)];

/** Looks up the four bytes of the 32-bit number in WORD; the lowest in `lane`, the others in the lanes below it. */
function lookUps(lane: number): number[] {
  return [0, 1, 2, 3].flatMap((byte) => [
    ...get(WORD),
    // Times eight, as entries have eight bytes.
    ...(byte === 0 ? [...i32(3), I32_SHL] : [...i32(byte * 8 - 3), I32_SHR_U]),
    ...[...i32(0xff * 8), I32_AND],
    ...load64((lane - byte) * LANE_BYTES),
    ...(byte === 0 ? [] : [I64_XOR]),
  ]);
}

/** `update(register: i64, length: i32): i64` over the bytes at INPUT. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const sixteen = [
    // The register meets the first eight bytes; the other eight do not wait for it.
    ...[...get(AT), ...load64(INPUT), ...get(REGISTER), I64_XOR, ...set(REGISTER)],
    ...[...get(REGISTER), I32_WRAP, ...set(WORD), ...lookUps(15)],
    ...[...get(REGISTER), ...i64(32), I64_SHR_U, I32_WRAP, ...set(WORD), ...lookUps(11), I64_XOR],
    ...[...get(AT), ...load64(INPUT + 8), I32_WRAP, ...set(WORD), ...lookUps(7), I64_XOR],
    ...[...get(AT), ...load64(INPUT + 8), ...i64(32), I64_SHR_U, I32_WRAP, ...set(WORD), ...lookUps(3), I64_XOR],
    ...set(REGISTER),
  ];
  const one = [
    ...[...get(REGISTER), I32_WRAP, ...get(AT), ...loadByte(INPUT), I32_XOR, ...i32(0xff), I32_AND, ...i32(3), I32_SHL],
    ...[...load64(0), ...get(REGISTER), ...i64(8), I64_SHR_U, I64_XOR, ...set(REGISTER)],
  ];
  const step = (bytes: number) => [
    ...[...get(AT), ...i32(bytes), I32_ADD, ...set(AT)],
    ...[...get(LEFT), ...i32(bytes), I32_SUB, ...set(LEFT)],
  ];
  const code = [
    // One group of locals: AT and WORD, beside the two parameters.
    ...[1, 2, I32],
    ...BLOCK,
    ...[...get(LEFT), ...i32(16), I32_LT_U, BR_IF, 0],
    ...[...LOOP, ...sixteen, ...step(16), ...get(LEFT), ...i32(16), I32_GE_U, BR_IF, 0, END],
    END,
    ...BLOCK,
    ...[...get(LEFT), I32_EQZ, BR_IF, 0],
    ...[...LOOP, ...one, ...step(1), ...get(LEFT), BR_IF, 0, END],
    END,
    ...get(REGISTER),
    END,
  ];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 2, I64, I32, 1, I64),
    ...section(3, 1, 0),
    ...section(5, 1, 0, PAGES),
    ...section(7, 2, ...name('memory'), 2, 0, ...name('update'), 0, 0),
    ...section(10, 1, ...unsigned(code.length), ...code),
  ]);
}
