/** Stands for packages that only mark a module, such as `server-only`, where tests import it. */
export {};
