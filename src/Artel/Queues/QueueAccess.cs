using System.Collections.Frozen;
using Artel.Runtime;
using Artel.Security;

namespace Artel.Queues;

/// <summary>The queues as a process may use them, or, without one, code in none.</summary>
internal sealed class QueueAccess(QueueSystem system, Cell? cell) : QueueClient
{
    public override QueueMessageContext Message => cell?.QueueMessage ?? throw new ProcessException(
        ErrorKind.Invalid, "message: no message of a queue is being handled here; a consumer's handler has one, and what it calls by exec", retryable: false);

    public override async Task<QueueInfo> GetInfoAsync(string queue, CancellationToken cancellationToken = default)
    {
        var found = system.Find("info", queue);
        var statistics = await found.Driver.GetStatisticsAsync(queue, cancellationToken).ConfigureAwait(false);
        return new QueueInfo(statistics.MessageCount, statistics.Ready, statistics.ConsumerCount);
    }

    internal override IQueueTarget Open(string queue)
    {
        QueueSystem.Verify("publish", queue);
        if (cell is not null)
        {
            var checks = PermissionTable.QueuePublish.Checks;
            if ((cell.FindDenial("publish", checks[0], checks[0].Argument) ?? cell.FindDenial("publish", checks[1], queue)) is { } denied)
                throw denied;
        }

        return new Target(system, system.Find("publish", queue), cell);
    }

    private sealed class Target(QueueSystem system, OpenQueue queue, Cell? cell) : IQueueTarget
    {
        public Task PublishAsync(byte[] body, QueuePublishOptions? options, CancellationToken cancellationToken)
        {
            if (body.Length > queue.MaxMessageBytes)
            {
                throw new ProcessException(
                    ErrorKind.Invalid,
                    $"publish: the data takes {body.Length} bytes, '{queue.Declaration.Id}' takes {queue.MaxMessageBytes} (MaxMessageBytes)",
                    retryable: false);
            }

            var actor = (cell?.Authority.Identity ?? system.Runtime.DefaultIdentity).Actor;
            var message = QueueEnvelope.Make(queue.Declaration, body, options, actor, cell?.Context ?? FrozenDictionary<string, object?>.Empty, queue.Driver.LongestDelay);
            return PutAsync(message, cancellationToken);
        }

        /// <summary>Goes on wherever it is completed: a process that has ended meanwhile has published nevertheless.</summary>
        private async Task PutAsync(QueueMessage message, CancellationToken cancellationToken)
        {
            try
            {
                await queue.Driver.PublishAsync(queue.Declaration.Id, message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is not (ProcessException or OperationCanceledException))
            {
                throw ProcessException.From(failed);
            }

            system.Metrics.Published(queue.Declaration.Id);
        }
    }
}
