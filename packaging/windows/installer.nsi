; Installs Presence for one person, without an administrator. Compiled by installers.py beside this file, which says
; VERSION, NUMBERS (four of them), PUBLISHER, SIZE (kilobytes), ICON, SIDE (a picture), BUNDLE (the folder of the frozen
; program), OUT, STUB (the kind of installer), and SIGN (a command that signs a file) where there is a certificate.
;
;   Presence-setup.exe /S [/NODESKTOP] [/NOFILES] [/D=folder, last and without quotation marks]
;
; Ends with 0 when done, 1 when somebody cancelled, 2 when Presence is open, 3 when this Windows is too old, 4 when the
; folder is another program's.

Unicode true
Target ${STUB}
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define APP "Presence"
!define EXE "Presence.exe"
!define TYPE "Presence.Profile"
!define EXTENSION ".presence"
!define OURS "Software\Presence"
!define ENTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Presence"
!define CLASSES "Software\Classes"
!define START_MENU_LINK "$SMPROGRAMS\${APP}.lnk"
!define DESKTOP_LINK "$DESKTOP\${APP}.lnk"
!define OPEN 2
!define TOO_OLD 3
!define TAKEN 4
!define FIRST_BUILD 17763 ; Windows 10 1809, the oldest that this Qt supports
!define CHANGED_ASSOCIATIONS "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"

Name "${APP}"
OutFile "${OUT}"
BrandingText "${APP} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OURS}" "Folder"
VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${APP} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "${PUBLISHER}"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_WELCOMEFINISHPAGE_BITMAP_STRETCH AspectFitHeight
!define MUI_COMPONENTSPAGE_NODESC
!define MUI_COMPONENTSPAGE_TEXT_TOP "Take the tick away from what you would rather not have, then press Install."
!define MUI_COMPONENTSPAGE_TEXT_COMPLIST " "
!define MUI_WELCOMEPAGE_TITLE "Install Presence"
!define MUI_WELCOMEPAGE_TEXT "Presence is installed for you alone, and no administrator is needed.$\r$\n$\r$\nYour own \
files, in your Documents folder, are left as they are."
!define MUI_FINISHPAGE_TITLE "Presence is installed"
!define MUI_FINISHPAGE_TEXT "You find it in the Start menu."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Start Presence now"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Presence is taken off this computer. Your own files stay where they are."
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_TEXT "What would you like?"
!define MUI_PAGE_HEADER_SUBTEXT ""
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Windows lets nobody write to a program that runs: nothing is asked of other programs, and none is ended.
!macro WaitUntilClosed LABEL
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    again_${LABEL}:
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${If} ${Errors}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION \
        "Presence is open. Please close it, then press Retry." /SD IDCANCEL IDRETRY again_${LABEL}
      SetErrorLevel ${OPEN}
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

; Only what the program brought along, never $INSTDIR itself: what somebody keeps there is theirs.
!macro RemoveProgram
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
!macroend

Section "!Presence"
  SectionIn RO
  !insertmacro WaitUntilClosed install
  ; a virus scanner may have taken the program away, and what lies there is ours all the same
  ReadRegStr $0 HKCU "${OURS}" "Folder"
  ${If} ${FileExists} "$INSTDIR\_internal\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${EXE}"
  ${AndIf} $0 != $INSTDIR
    MessageBox MB_OK|MB_ICONSTOP "Another program is in $INSTDIR. Please choose another folder." /SD IDOK
    SetErrorLevel ${TAKEN}
    Quit
  ${EndIf}
  !insertmacro RemoveProgram
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "${START_MENU_LINK}" "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${OURS}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${ENTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${ENTRY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${ENTRY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${ENTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${ENTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${ENTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${ENTRY}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${ENTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${ENTRY}" "NoRepair" 1
SectionEnd

Section "An icon on the desktop" Desktop
  CreateShortcut "${DESKTOP_LINK}" "$INSTDIR\${EXE}"
SectionEnd

Section "Open ${EXTENSION} files with a double click" Files
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "Presence profile"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${TYPE}" ""
  System::Call "${CHANGED_ASSOCIATIONS}"
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${FIRST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "Presence needs Windows 10 (version 1809, 64 bits) or newer." /SD IDOK
    SetErrorLevel ${TOO_OLD}
    Quit
  ${EndIf}
  Call LeaveOut
FunctionEnd

; What the command line says to leave out, and what somebody has taken away since Presence was last installed.
Function LeaveOut
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/NODESKTOP" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${Desktop}
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/NOFILES" $1
  ${IfNot} ${Errors}
    !insertmacro UnselectSection ${Files}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${EXE}"
    ${IfNot} ${FileExists} "${DESKTOP_LINK}"
      !insertmacro UnselectSection ${Desktop}
    ${EndIf}
    ReadRegStr $0 HKCU "${CLASSES}\${TYPE}" ""
    ${If} $0 == ""
      !insertmacro UnselectSection ${Files}
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed uninstall
  !insertmacro RemoveProgram
  Delete "${START_MENU_LINK}"
  Delete "${DESKTOP_LINK}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; stays where something else is in it
  DeleteRegKey HKCU "${ENTRY}"
  DeleteRegKey HKCU "${OURS}"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegValue HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXTENSION}\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\${EXTENSION}" ""
  ${If} $0 == "${TYPE}"
    DeleteRegValue HKCU "${CLASSES}\${EXTENSION}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\${EXTENSION}"
  System::Call "${CHANGED_ASSOCIATIONS}"
SectionEnd
