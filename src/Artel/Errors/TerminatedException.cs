namespace Artel;

/// <summary>
/// Others ended a process at once. That says nothing of what the process was doing: whoever keeps it running starts it anew, other than
/// after an error of its own that says that trying again is of no use.
/// </summary>
internal sealed class TerminatedException(ErrorKind kind, string message) : ProcessException(kind, message, retryable: false);
