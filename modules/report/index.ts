export { writeReports } from "./command";
export { reports, SCHEMA_VERSION, type Report } from "./report";
