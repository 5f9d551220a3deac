"""The recipe for Windows and macOS: what of Qt goes along, and what the systems are told about the program.

The names are those in the wheels of PySide6-Essentials 6.11 and where PyInstaller puts them.
"""

import ast
import importlib.util
import plistlib
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest

from desktop.version import VERSION
from storage.opening import SUFFIX

REPOSITORY = Path(__file__).resolve().parent.parent

NEEDED = {
    "windows": r"""
        PySide6\Qt6Core.dll PySide6\Qt6Gui.dll PySide6\Qt6Widgets.dll PySide6\Qt6Svg.dll PySide6\Qt6PrintSupport.dll
        PySide6\Qt6Network.dll PySide6\pyside6.abi3.dll PySide6\QtGui.pyd PySide6\msvcp140.dll
        PySide6\plugins\platforms\qwindows.dll PySide6\plugins\platforms\qoffscreen.dll
        PySide6\plugins\imageformats\qsvg.dll PySide6\plugins\imageformats\qjpeg.dll
        PySide6\plugins\iconengines\qsvgicon.dll PySide6\plugins\styles\qmodernwindowsstyle.dll
        python311.dll sqlite3.dll _sqlite3.pyd numpy.libs\libscipy_openblas64_-63c857e738469261263c764a36be9436.dll
        """,
    "macos": """
        PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore QtCore PySide6/Qt/lib/QtGui.framework/QtGui
        PySide6/Qt/lib/QtSvg.framework/Versions/A/QtSvg
        PySide6/Qt/lib/QtPrintSupport.framework/Versions/A/QtPrintSupport
        PySide6/Qt/lib/QtNetwork.framework/Versions/A/Resources/Info.plist PySide6/QtGui.abi3.so
        PySide6/libpyside6.abi3.6.11.dylib PySide6/Qt/plugins/platforms/libqcocoa.dylib
        PySide6/Qt/plugins/platforms/libqoffscreen.dylib PySide6/Qt/plugins/styles/libqmacstyle.dylib
        PySide6/Qt/plugins/imageformats/libqsvg.dylib PySide6/Qt/plugins/iconengines/libqsvgicon.dylib
        libfreetype.6.dylib libpng16.16.dylib libjpeg.62.dylib
        """,
    "linux": """
        PySide6/Qt/lib/libQt6Core.so.6 libQt6Gui.so.6 PySide6/Qt/lib/libQt6XcbQpa.so.6 PySide6/QtWidgets.abi3.so
        PySide6/Qt/plugins/platforms/libqxcb.so PySide6/Qt/plugins/platforms/libqoffscreen.so
        PySide6/Qt/plugins/imageformats/libqsvg.so PySide6/Qt/plugins/printsupport/libcupsprintersupport.so
        """,
}
LEFT_OUT = {
    "windows": r"""
        PySide6\Qt6Pdf.dll PySide6\Qt6Quick.dll PySide6\Qt6QuickControls2.dll PySide6\Qt6Qml.dll
        PySide6\Qt6QmlModels.dll
        PySide6\Qt6VirtualKeyboard.dll PySide6\opengl32sw.dll PySide6\plugins\imageformats\qpdf.dll
        PySide6\plugins\platforms\qdirect2d.dll PySide6\plugins\generic\qtuiotouchplugin.dll
        PySide6\plugins\networkinformation\qnetworklistmanager.dll PySide6\plugins\tls\qschannelbackend.dll
        PySide6\plugins\platforminputcontexts\qtvirtualkeyboardplugin.dll PySide6\plugins\qmltooling\qmldbg_tcp.dll
        """,
    "macos": """
        PySide6/Qt/lib/QtPdf.framework/Versions/A/QtPdf QtPdf PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml QtQuick
        PySide6/Qt/lib/QtQuick.framework/Versions/A/Resources/Info.plist
        PySide6/Qt/lib/QtQmlModels.framework/QtQmlModels
        PySide6/Qt/plugins/imageformats/libqpdf.dylib PySide6/Qt/plugins/tls/libqsecuretransportbackend.dylib
        PySide6/Qt/plugins/networkinformation/libqapplenetworkinformation.dylib
        PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.dylib
        """,
    "linux": """
        PySide6/Qt/lib/libQt6Pdf.so.6 libQt6Quick.so.6 PySide6/Qt/lib/libQt6Qml.so.6
        PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6
        PySide6/Qt/plugins/platforms/libqeglfs.so PySide6/Qt/plugins/imageformats/libqpdf.so
        PySide6/Qt/plugins/platformthemes/libqgtk3.so PySide6/Qt/plugins/tls/libqopensslbackend.so
        """,
}
SYSTEMS = tuple(NEEDED)


@pytest.fixture(scope="module")
def trims() -> dict[str, Any]:
    """What build.spec says about names of files, without the rest of it, which only PyInstaller can run."""
    wanted = {"UNUSED", "OF_THE_SYSTEM", "spelled", "used", "data_used"}
    found: list[ast.stmt] = []
    for node in ast.parse((REPOSITORY / "build.spec").read_text(encoding="utf-8")).body:
        names = {node.name} if isinstance(node, ast.FunctionDef) else set()
        if isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if names & wanted:
            wanted -= names
            found.append(node)
    assert not wanted
    names_there: dict[str, Any] = {"re": re}
    exec(compile(ast.Module(found, []), "build.spec", "exec"), names_there)
    return names_there


def used_on(trims: dict[str, Any], system: str) -> Callable[[str], bool]:
    trims["LINUX"] = system == "linux"
    function: Callable[[str], bool] = trims["used"]
    return function


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_window_needs_goes_along(trims: dict[str, Any], system: str) -> None:
    used = used_on(trims, system)
    assert [name for name in NEEDED[system].split() if not used(name)] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_no_form_asks_for_is_left_out_under_every_name(trims: dict[str, Any], system: str) -> None:
    used = used_on(trims, system)
    assert [name for name in LEFT_OUT[system].split() if used(name)] == []


def test_a_library_of_the_desktop_is_left_to_linux_only(trims: dict[str, Any]) -> None:
    assert not used_on(trims, "linux")("libfontconfig.so.1")
    assert used_on(trims, "macos")("libfontconfig.1.dylib")


def test_of_the_data_the_fonts_of_charts_stay(trims: dict[str, Any]) -> None:
    used_on(trims, "windows")
    data_used: Callable[[str], bool] = trims["data_used"]
    assert data_used(r"matplotlib\mpl-data\fonts\ttf\DejaVuSans.ttf")
    assert data_used(r"resources\pages\agenda.html")
    for name in (
        r"matplotlib\mpl-data\fonts\ttf\STIXGeneral.ttf",
        r"PySide6\translations\qtbase_de.qm",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/QtQml.framework/Versions/A/Resources/Info.plist",
    ):
        assert not data_used(name), name


@pytest.fixture(scope="module")
def recipe() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recipe", REPOSITORY / "tools" / "recipe.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_explorer_shows_who_made_it_and_which_version(recipe: ModuleType) -> None:
    def record(*values: object, **named: object) -> object:
        return values, named

    kinds = ("VSVersionInfo", "FixedFileInfo", "StringFileInfo", "StringTable", "VarFileInfo", "VarStruct")
    texts: dict[str, str] = {}
    there = {kind: record for kind in kinds}
    there["StringStruct"] = texts.__setitem__  # type: ignore[assignment]
    _, named = eval(recipe.version_resource("1.20.3", "handshake-cli.exe"), there)
    assert named["ffi"] == ((), {"filevers": (1, 20, 3, 0), "prodvers": (1, 20, 3, 0)})
    assert texts["ProductName"] == "Handshake"
    assert texts["CompanyName"] == "the Handshake authors"
    assert texts["FileVersion"] == texts["ProductVersion"] == "1.20.3"
    assert texts["OriginalFilename"] == "handshake-cli.exe"


def test_the_version_of_the_program_has_the_numbers_that_windows_wants(recipe: ModuleType) -> None:
    assert len(recipe.version_numbers(VERSION)) == 4


def test_on_windows_it_is_sharp_asks_for_no_administrator_and_bears_long_paths(recipe: ModuleType) -> None:
    said = {
        element.tag.partition("}")[2]: (element.text or "").strip() or element.attrib
        for element in ElementTree.fromstring(recipe.MANIFEST).iter()
    }
    assert said["dpiAwareness"] == "PerMonitorV2"
    assert said["longPathAware"] == "true"
    assert said["requestedExecutionLevel"] == {"level": "asInvoker", "uiAccess": "false"}


def test_macos_opens_a_business_with_it(recipe: ModuleType) -> None:
    facts = plistlib.loads(plistlib.dumps(recipe.info_plist(VERSION)))
    (kind,) = facts["UTExportedTypeDeclarations"]
    (document,) = facts["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert [f".{ending}" for ending in kind["UTTypeTagSpecification"]["public.filename-extension"]] == [SUFFIX]
    assert facts["CFBundleShortVersionString"] == VERSION
    assert facts["NSHighResolutionCapable"] is True


def test_the_systems_know_it_by_the_same_names(recipe: ModuleType) -> None:
    linux = REPOSITORY / "packaging" / "linux"
    (metainfo,) = linux.glob("*.metainfo.xml")
    assert ElementTree.parse(metainfo).findtext("id") == recipe.IDENTIFIER
    mime = ElementTree.parse(linux / "handshake.xml").find("{*}mime-type")
    assert mime is not None
    (kind,) = recipe.info_plist(VERSION)["UTExportedTypeDeclarations"]
    assert kind["UTTypeTagSpecification"]["public.mime-type"] == [mime.get("type")]
    assert mime.findtext("{*}comment") == recipe.FILE_KIND


def test_the_lock_for_building_holds_what_only_one_system_needs() -> None:
    text = (REPOSITORY / "requirements-build.lock").read_text(encoding="utf-8")
    only = dict(re.findall(r"^([\w-]+)==\S+ ; sys_platform == '(\w+)'", text, re.MULTILINE))
    assert only == {"pefile": "win32", "pywin32-ctypes": "win32", "macholib": "darwin"}


def test_the_hardened_runtime_lets_python_run() -> None:
    allowed = plistlib.loads((REPOSITORY / "packaging" / "macos" / "entitlements.plist").read_bytes())
    assert allowed == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True,
        "com.apple.security.cs.disable-library-validation": True,
    }
