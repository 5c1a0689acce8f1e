using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.Http;

/// <summary>A file of one call, read by nobody else and gone when it is closed.</summary>
internal static class TemporaryFile
{
    /// <exception cref="SpoolException">There is no room, or no such directory.</exception>
    internal static FileStream Create(FileOptions options = FileOptions.None)
    {
        try
        {
            return new FileStream(Path.GetTempFileName(), new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.ReadWrite,
                BufferSize = 0,
                Options = options | FileOptions.DeleteOnClose,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SpoolException(e);
        }
    }
}
