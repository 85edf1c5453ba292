/* A stand-in for the icuuc.dll that Windows 10 has and wine has not, put into the made-up Windows only, never into the
   bundle. Qt asks it for text encodings beyond its own; this one knows none, and Qt then does without. */
#define SAID __declspec(dllexport)
enum { FILE_ACCESS_ERROR = 4 };

SAID void *ucnv_open(const char *name, int *status) { (void)name; if (status) *status = FILE_ACCESS_ERROR; return 0; }
SAID void ucnv_close(void *converter) { (void)converter; }
SAID void ucnv_reset(void *converter) { (void)converter; }
SAID signed char ucnv_getMaxCharSize(void *converter) { (void)converter; return 4; }
SAID const char *ucnv_getName(void *converter, int *status) { (void)converter; (void)status; return ""; }
SAID const char *ucnv_getStandardName(const char *a, const char *b, int *c) { (void)a; (void)b; (void)c; return 0; }
SAID const char *ucnv_getAvailableName(int number) { (void)number; return 0; }
SAID int ucnv_countAvailable(void) { return 0; }
SAID int ucnv_toUCountPending(void *converter, int *status) { (void)converter; (void)status; return 0; }
SAID int ucnv_fromUCountPending(void *converter, int *status) { (void)converter; (void)status; return 0; }
SAID void ucnv_getToUCallBack(void) {}
SAID void ucnv_getFromUCallBack(void) {}
SAID void ucnv_setToUCallBack(void) {}
SAID void ucnv_setFromUCallBack(void) {}
SAID void ucnv_cbToUWriteUChars(void) {}
SAID void ucnv_cbFromUWriteUChars(void) {}
SAID void ucnv_toUnicode(void) {}
SAID void ucnv_fromUnicode(void) {}
SAID void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
SAID void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
