import { describe, expect, it } from 'vitest';
import { type ConnectionEvent, initialConnection, nextConnection } from './connection.ts';

const after = (...events: ConnectionEvent[]) => events.reduce(nextConnection, initialConnection);
const state = (name: string): ConnectionEvent => ({ kind: 'state', state: name });
const answered: ConnectionEvent = { kind: 'answered' };

describe('the connection to the backend', () => {
  it('is not cut while it is being made', () => {
    expect(after(state('Connecting'), state('Connected'), state('Disconnected'))).toEqual(initialConnection);
  });

  it('is cut from the disruption until the socket is there again', () => {
    expect(after(state('Connected'), state('ConnectionDisrupted')).isCut).toBe(true);
    expect(after(state('ConnectionDisruptedPendingNetwork')).isCut).toBe(true);
    expect(after(state('ConnectionDisrupted'), state('Connecting')).isCut).toBe(true);
    expect(after(state('ConnectionDisrupted'), state('Connected'))).toEqual(initialConnection);
  });

  it('is made anew, once, as soon as the backend answers again', () => {
    const cut = [state('Connected'), state('ConnectionDisrupted')];
    expect(after(...cut, answered)).toEqual({ isCut: false, generation: 1 });
    expect(after(...cut, answered, answered)).toEqual({ isCut: false, generation: 1 });
  });

  it('is left alone by answers while it holds', () => {
    expect(after(state('Connected'), answered)).toBe(initialConnection);
  });
});
