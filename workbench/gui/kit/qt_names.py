"""What the window uses of Qt, made on the UI thread.

PySide6 makes a class of Qt when it is first named, and runs Python while it does. If another
thread names one meanwhile, the process may crash, or both threads wait for each other for ever
(seen with 6.11). So what is loaded in the background, and names classes of Qt, is loaded once
these were made here: in small pieces, between which the window stays awake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from time import monotonic

from PySide6.QtCore import QObject, QTimer

USED = {
    "QtCore": """
        QAbstractEventDispatcher QAbstractItemModel QAbstractListModel QAbstractTableModel
        QBuffer QByteArray QCoreApplication QDateTime QElapsedTimer QEvent QIODevice
        QItemSelection QItemSelectionModel QKeyCombination QLineF QLocale QMimeData
        QModelIndex QObject QPersistentModelIndex QPoint QPointF QProcess QRect QRectF
        QSettings QSignalBlocker QSize QSortFilterProxyModel QStandardPaths QStringListModel
        QTimer QUrl Qt Signal SignalInstance qVersion
    """,
    "QtGui": """
        QAccessible QAccessibleAnnouncementEvent QAction QActionGroup QBrush QCloseEvent
        QColor QContextMenuEvent QDesktopServices QDragEnterEvent QDragLeaveEvent QDropEvent
        QFocusEvent QFont QFontDatabase QFontMetrics QFontMetricsF QGuiApplication
        QHelpEvent QHideEvent QIcon QIconEngine QImage QImageReader QInputMethodEvent
        QKeyEvent QKeySequence QMouseEvent QPaintEvent QPainter QPainterPath QPalette QPen
        QPixmap QResizeEvent QShortcut QShowEvent QStandardItem QStandardItemModel
        QSyntaxHighlighter QTextBlock QTextBlockFormat QTextCharFormat QTextCursor
        QTextDocument QTextFormat QTextFrameFormat QTextLayout QTextLength QTextOption
        QTextTableFormat QWheelEvent Qt
    """,
    "QtSvg": """
        QSvgRenderer
    """,
    "QtWidgets": """
        QAbstractButton QAbstractItemView QAbstractSpinBox QApplication QBoxLayout
        QButtonGroup QCheckBox QComboBox QCompleter QDialog QDialogButtonBox QDoubleSpinBox
        QFileDialog QFormLayout QFrame QGridLayout QHBoxLayout QHeaderView QInputDialog
        QLabel QLayout QLayoutItem QLineEdit QListView QListWidget QListWidgetItem
        QMainWindow QMenu QMenuBar QMessageBox QPlainTextDocumentLayout QPlainTextEdit
        QProgressBar QPushButton QRadioButton QScrollArea QSizePolicy QSlider QSpinBox
        QSplitter QStackedLayout QStackedWidget QStatusBar QStyle QStyleOptionComboBox
        QStyleOptionViewItem QStylePainter QStyledItemDelegate QSystemTrayIcon QTabBar
        QTabWidget QTableView QTableWidget QTableWidgetItem QTextEdit QToolButton QToolTip
        QTreeView QVBoxLayout QWidget
    """,
}
"""All that `workbench.gui` imports of PySide6, by its parts."""
PIECE_S = 0.004


def make_names(names: Iterator[tuple[str, str]], owner: QObject, then: Callable[[], None]) -> None:
    """Name each with its part of PySide6, then call `then`; no more once the owner is gone."""
    until = monotonic() + PIECE_S
    for part, name in names:
        getattr(import_module(f"PySide6.{part}"), name)
        if monotonic() > until:
            QTimer.singleShot(0, owner, lambda: make_names(names, owner, then))
            return
    then()


def used() -> Iterator[tuple[str, str]]:
    for part, names in USED.items():
        for name in names.split():
            yield part, name


def every(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for part in parts:
        for name in dir(import_module(f"PySide6.{part}")):
            yield part, name
