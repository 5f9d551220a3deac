"""What build.spec tells Windows and macOS about the program: its version, its files, its needs.

Plain values without PyInstaller, so that they can be tried on every system.
"""

from collections.abc import Mapping

NAME = "Handshake"
IDENTIFIER = "io.github.handshake_app.Handshake"
"""The same name as in the metainfo for Linux."""

COMPANY = "the Handshake authors"
COPYRIGHT = "the Handshake authors, MIT licence"
SUMMARY = "Sales and Operations agree what may be promised"
SUFFIX = "handshake"
FILE_KIND = "Handshake business"
FILE_TYPE = f"{IDENTIFIER}.business"

OLDEST_MACOS = "14.0"
"""Of all the libraries numpy's asks for the newest one."""

CONSOLE_NAME = "handshake-cli"
"""The program for a command window on Windows, where one that opens windows can't print."""


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return the four numbers that Windows wants of a version such as "1.2.0"."""
    first, second, third = (int(part) for part in version.split("."))
    return first, second, third, 0


def version_resource(version: str, file_name: str) -> str:
    """Return what Explorer shows of a program, as PyInstaller reads it from a file."""
    texts = {
        "CompanyName": COMPANY,
        "FileDescription": NAME,
        "FileVersion": version,
        "InternalName": file_name.removesuffix(".exe"),
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": file_name,
        "ProductName": NAME,
        "ProductVersion": version,
        "Comments": SUMMARY,
    }
    lines = ",\n".join(f"        StringStruct({key!r}, {text!r})" for key, text in texts.items())
    numbers = version_numbers(version)
    # 0409: English of the United States, 04B0 and 1200: Unicode.
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),\n"
        f"  kids=[\n    StringFileInfo([StringTable('040904B0', [\n{lines}\n    ])]),\n"
        "    VarFileInfo([VarStruct('Translation', [0x0409, 1200])]),\n  ],\n)\n"
    )


MANIFEST = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"></requestedExecutionLevel>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"></supportedOS>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2</dpiAwareness>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
</assembly>
"""
"""Windows 10 or 11, without an administrator, sharp on every screen, paths longer than 260 characters."""


def info_plist(version: str) -> Mapping[str, object]:
    """Return what macOS knows of the program: its version, and that a double click on a business opens it."""
    return {
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "NSHumanReadableCopyright": COPYRIGHT,
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "LSApplicationCategoryType": "public.app-category.business",
        "NSHighResolutionCapable": True,
        # Dark follows the system; the program has colours for both.
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": FILE_KIND,
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": "handshake.icns",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [FILE_TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": FILE_TYPE,
                "UTTypeDescription": FILE_KIND,
                "UTTypeIconFile": "handshake.icns",
                "UTTypeConformsTo": ["public.data", "public.content"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX],
                    "public.mime-type": ["application/x-handshake"],
                },
            }
        ],
    }
