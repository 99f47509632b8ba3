// What the one file of the backend's own program begins with: see own-process.ts.
import { runCommandLine } from '../cli.ts';

runCommandLine();
