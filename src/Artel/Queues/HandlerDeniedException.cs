namespace Artel.Queues;

/// <summary>A handler was refused what it needs; its message was given back.</summary>
internal sealed class HandlerDeniedException(ProcessException denial) : Exception(denial.Message, denial)
{
    public ProcessException Denial => denial;
}
