; The installer for Windows: for the person who runs it, without administrator.
;   setup.exe [/S] [/D=C:\a folder]      /S asks nothing; /D comes last and bears blanks without quotes
;   uninstall.exe [/S]
; Exit 0: done. 1: the person stopped it. 2: it could not be done, for one because Handshake stayed open.
; Needs VERSION, FOLDER (with handshake\, handshake.ico and LICENSE) and OUT; with SIGN, a command for one file, the
; installer and the uninstaller are signed:
;   makensis -WX -DVERSION=1.0.0 -DFOLDER=... -DOUT=...\setup.exe [-DSIGN=...] handshake.nsi

Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define APP "Handshake"
!define EXE "handshake.exe"
!define CLI "handshake-cli.exe"
!define COMPANY "the Handshake authors"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define OWN_KEY "Software\${APP}\Installed"
!define CLASSES "Software\Classes"
!define PATHS_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\${EXE}"
!define KIND "Handshake.Business"
!define ENDING ".handshake"
!define WAIT_STEPS 40

Name "${APP}"
BrandingText "${APP} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${OWN_KEY}" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "CompanyName" "${COMPANY}"
VIAddVersionKey "FileDescription" "${APP} ${VERSION}, set-up"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "${COMPANY}, MIT licence"

!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${FOLDER}\handshake.ico"
!define MUI_UNICON "${FOLDER}\handshake.ico"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "${APP} is taken off this computer. Your businesses, their backups and your settings stay where they are."
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${FOLDER}\LICENSE"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Var Waited

; Asks an open Handshake to close, as its own Quit does, and waits until its program file is free to be replaced.
; Leaves 1 on the stack when it is, 0 when Handshake stayed open.
!macro CLOSE_PROGRAM un
  Function ${un}IsFree
    ; To ask for errors clears them: each file is asked for at once.
    ${If} ${FileExists} "$INSTDIR\${EXE}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${EXE}" a
      ${If} ${Errors}
        Push 0
        Return
      ${EndIf}
      FileClose $0
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\${CLI}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${CLI}" a
      ${If} ${Errors}
        Push 0
        Return
      ${EndIf}
      FileClose $0
    ${EndIf}
    Push 1
  FunctionEnd

  Function ${un}CloseProgram
    Call ${un}IsFree
    Pop $0
    ${If} $0 == 1
      Return
    ${EndIf}
    again:
    ${IfNot} ${Silent}
      MessageBox MB_OKCANCEL|MB_ICONINFORMATION "${APP} is open. Press OK to let it close; what you have entered is saved." IDOK +3
      SetErrorLevel 1
      Abort "${APP} is open. Nothing was changed."
    ${EndIf}
    DetailPrint "Waiting for ${APP} to close"
    ; Without force: a window may still keep what is being written. Of this folder only, and of this person.
    ; The path goes by the environment, whatever signs are in the name of the person.
    System::Call 'kernel32::SetEnvironmentVariable(t "HANDSHAKE_EXE", t "$INSTDIR\${EXE}")'
    nsExec::Exec 'powershell.exe -NoProfile -NonInteractive -Command "Get-Process handshake -ErrorAction SilentlyContinue | Where-Object { $$_.Path -eq $$env:HANDSHAKE_EXE } | ForEach-Object { [void]$$_.CloseMainWindow() }"'
    Pop $0
    StrCpy $Waited 0
    ${Do}
      Call ${un}IsFree
      Pop $0
      ${If} $0 == 1
        Return
      ${EndIf}
      Sleep 500
      IntOp $Waited $Waited + 1
    ${LoopUntil} $Waited >= ${WAIT_STEPS}
    ${IfNot} ${Silent}
      Goto again
    ${EndIf}
    SetErrorLevel 2
    Abort "${APP} stayed open. Nothing was changed."
  FunctionEnd
!macroend
!insertmacro CLOSE_PROGRAM ""
!insertmacro CLOSE_PROGRAM "un."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "${APP} needs Windows 10 or newer, with 64 bits." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

!macro REFRESH_SHELL
  ; SHCNE_ASSOCCHANGED: Explorer looks at icons and kinds of files again.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "${APP} itself" PROGRAM
  SectionIn RO
  Call CloseProgram
  SetOutPath "$INSTDIR"
  ; Nothing of an older version stays among the new files.
  RMDir /r "$INSTDIR\_internal"
  ClearErrors
  File /r "${FOLDER}\handshake\*.*"
  File "${FOLDER}\handshake.ico"
  File "/oname=LICENSE.txt" "${FOLDER}\LICENSE"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "${APP} could not be written into $INSTDIR."
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "${OWN_KEY}" "Folder" "$INSTDIR"

  ; A double click on a business opens it, and "Open with" offers the program by its name.
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "Handshake business"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "Content Type" "application/x-handshake"
  WriteRegNone HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}" "FriendlyAppName" "${APP}"
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}\DefaultIcon" "" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}\SupportedTypes" "${ENDING}" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${EXE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  WriteRegStr HKCU "${PATHS_KEY}" "" "$INSTDIR\${EXE}"
  !insertmacro REFRESH_SHELL

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${COMPANY}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

Section /o "A link on the desktop" DESKTOP_LINK
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\handshake.ico"
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${PROGRAM} "The program, its entry in the start menu, and the double click on a business."
  !insertmacro MUI_DESCRIPTION_TEXT ${DESKTOP_LINK} "A link to the program beside your files on the desktop."
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; Businesses, their backups and the settings stay where they are: only what the installer wrote is taken away.
Section "Uninstall"
  Call un.CloseProgram
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${EXE}"
  Delete "$INSTDIR\${CLI}"
  Delete "$INSTDIR\handshake.ico"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  ; Goes only when nobody has put anything of their own in there.
  RMDir "$INSTDIR"

  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "${OWN_KEY}"
  DeleteRegKey /ifempty HKCU "Software\${APP}"
  DeleteRegKey HKCU "${PATHS_KEY}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${EXE}"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegValue HKCU "${CLASSES}\${ENDING}\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}\OpenWithProgids"
  ; Another program may have taken the ending meanwhile.
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
  !insertmacro REFRESH_SHELL
SectionEnd
