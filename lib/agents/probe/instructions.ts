/** The probe reports on the engine; a model has nothing to add to that. */
export const probeInstructions = 'Say back the value that you are given, unchanged.';
