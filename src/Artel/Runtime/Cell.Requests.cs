using Artel.Messaging;

namespace Artel.Runtime;

/// <content>
/// The requests that the process received and has not answered: when it ends, whoever waits is told at once and not by a timeout.
/// </content>
internal sealed partial class Cell
{
    private const int FewRequests = 16;

    private void NoteRequest(ReplySlot request)
    {
        var requests = Rarities.Requests ??= [];
        if (requests.Count >= Math.Max(FewRequests, Rarities.RequestsBeforeCleaning))
        {
            requests.RemoveAll(static noted => noted.IsClosed);
            Rarities.RequestsBeforeCleaning = requests.Count * 2;
        }

        requests.Add(request);
    }

    /// <summary>It is not the process's to answer: it waits still.</summary>
    private void ForgetRequest(ReplySlot request) => _rarities?.Requests?.Remove(request);

    private void FailRequests(ProcessException error)
    {
        if (_rarities?.Requests is not { } requests)
            return;
        _rarities.Requests = null;
        foreach (var request in requests)
            request.TryFail(error);
    }
}
