const dayMilliseconds = 86_400_000;
const workingDaysPerWeek = 5;
/** Day number of Monday, 29 December 1969. */
const firstMonday = -3;

/** Days since 1970-01-01, which was a Thursday. */
function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMilliseconds);
}

function toDate(number: number): string {
  return new Date(number * dayMilliseconds).toISOString().slice(0, 10);
}

/** Monday is 0. */
const weekday = (number: number) => (((number + 3) % 7) + 7) % 7;

/** Working days before a day, counted from the first Monday; a weekend counts as the Monday after it. */
function position(number: number): number {
  const monday = number - weekday(number);
  return ((monday - firstMonday) / 7) * workingDaysPerWeek + Math.min(workingDaysPerWeek, weekday(number));
}

/** Monday to Friday. Public holidays differ by place and are not known here. */
export function isWorkingDay(date: string): boolean {
  return weekday(dayNumber(date)) < workingDaysPerWeek;
}

/** The date itself if it is a working day, else the Monday after it. Dates are ISO, such as `2027-03-01`. */
export function onWorkingDay(date: string): string {
  return addWorkingDays(date, 0);
}

/** The working day `days` after a date; a date on a weekend counts as the Monday after it. */
export function addWorkingDays(date: string, days: number): string {
  const at = position(dayNumber(date)) + days;
  const week = Math.floor(at / workingDaysPerWeek);
  return toDate(firstMonday + week * 7 + (at - week * workingDaysPerWeek));
}

/** Working days from a date to another one, the second one not counted; negative where it lies before. */
export function countWorkingDays(from: string, to: string): number {
  return position(dayNumber(to)) - position(dayNumber(from));
}

/** Calendar days as working days: five of seven. */
export function toWorkingDays(calendarDays: number): number {
  return (calendarDays * workingDaysPerWeek) / 7;
}

/** The day after a date, working day or not. */
export function dayAfter(date: string): string {
  return toDate(dayNumber(date) + 1);
}
