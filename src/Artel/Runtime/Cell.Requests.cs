using Artel.Messaging;

namespace Artel.Runtime;

/// <content>
/// The requests that the process received and has not answered: when it ends, whoever waits is told at once and not by a timeout.
/// </content>
internal sealed partial class Cell
{
    private const int FewRequests = 16;

    /// <summary>Requests received; some may be answered. Null until there is one.</summary>
    private List<ReplySlot>? _requests;

    /// <summary>How many there may be before the answered ones are taken out.</summary>
    private int _requestsBeforeCleaning = FewRequests;

    private void NoteRequest(ReplySlot request)
    {
        _requests ??= [];
        if (_requests.Count >= _requestsBeforeCleaning)
        {
            _requests.RemoveAll(static noted => noted.IsClosed);
            _requestsBeforeCleaning = Math.Max(FewRequests, _requests.Count * 2);
        }

        _requests.Add(request);
    }

    private void FailRequests(ProcessException error)
    {
        if (_requests is null)
            return;
        foreach (var request in _requests)
            request.TryFail(error);
        _requests = null;
    }
}
