/** The name of a module call in a root module. */
export const MODULE_CALL_NAME = /^[A-Za-z_][\w-]*$/;
