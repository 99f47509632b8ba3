/** How much the start page looks at: the newest projects, the latest entries and files. It never grows with the data. */
export const HOME_PROJECTS = 100;
export const HOME_ACTIVITY = 12;
export const HOME_FILES = 20;
