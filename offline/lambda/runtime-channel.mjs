// How a runtime talks with the backend: a thread by its port, a process by its pipe.
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

export const openChannel = () => (isMainThread ? processChannel() : threadChannel());

const threadChannel = () => ({
  isProcess: false,
  settings: Promise.resolve(workerData),
  post: (message) => parentPort.postMessage(message),
  onEvent: (take) => parentPort.on('message', take),
  /** Keeps the environment alive while it waits for events. */
  hold: () => parentPort.ref(),
  /** While an event is in work, only its own doings count. */
  release: () => parentPort.unref(),
});

function processChannel() {
  const waiting = [];
  let take;
  let settle;
  const settings = new Promise((resolve) => {
    settle = resolve;
  });
  const { send: rawSend, channel } = process;
  const send = rawSend.bind(process);
  process.on('message', (message) => {
    if (message.type === 'settings') settle(message.settings);
    else if (take) take(message);
    else waiting.push(message);
  });
  // The backend is gone.
  process.on('disconnect', () => process.exit(0));
  return {
    isProcess: true,
    settings,
    post: (message) => send(message),
    onEvent(listener) {
      take = listener;
      for (const message of waiting.splice(0)) listener(message);
    },
    hold: () => channel.ref(),
    release: () => channel.unref(),
  };
}
