; The installer for Windows: for the person who runs it, without administrator. /S installs without a question.
; Needs VERSION, FOLDER (with handshake\, handshake.ico and LICENSE) and OUT:
;   makensis -DVERSION=1.0.0 -DFOLDER=... -DOUT=...\setup.exe handshake.nsi

Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Handshake"
!define KIND "Handshake.Business"

Name "Handshake"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Handshake"
InstallDirRegKey HKCU "Software\Handshake" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Handshake"
VIAddVersionKey "FileDescription" "Handshake"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "the Handshake authors, MIT licence"

!define MUI_ICON "${FOLDER}\handshake.ico"
!define MUI_UNICON "${FOLDER}\handshake.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\handshake.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${FOLDER}\LICENSE"
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Section "Handshake"
  SetOutPath "$INSTDIR"
  ; Nothing of an older version stays among the new files.
  RMDir /r "$INSTDIR\_internal"
  File /r "${FOLDER}\handshake\*.*"
  File "${FOLDER}\handshake.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Handshake.lnk" "$INSTDIR\handshake.exe" "" "$INSTDIR\handshake.ico"

  WriteRegStr HKCU "Software\Handshake" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\Classes\.handshake" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "Handshake business"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\handshake.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${KEY}" "DisplayName" "Handshake"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\handshake.ico"
  WriteRegStr HKCU "${KEY}" "Publisher" "the Handshake authors"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$0"
SectionEnd

; Businesses, their backups and the settings stay where they are.
Section "Uninstall"
  Delete "$SMPROGRAMS\Handshake.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\handshake.exe"
  Delete "$INSTDIR\handshake.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Handshake"
  DeleteRegKey HKCU "Software\Classes\.handshake"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
